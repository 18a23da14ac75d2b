"""Small CloudFormation templates with one part each that is hard: many entries, many overlaps, cycles."""
import ipaddress
import json

QUESTION = "internet -> Host:22"


def resource(kind, **properties):
    return {"Type": "AWS::EC2::" + kind, "Properties": properties}


def ref(name):
    return {"Ref": name}


def base(rules=None):
    """A host in a public subnet with a group."""
    rules = rules or [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "203.0.113.0/24"}]
    return {
        "Vpc": resource("VPC", CidrBlock="10.0.0.0/16"),
        "Gateway": {"Type": "AWS::EC2::InternetGateway"},
        "Attachment": resource("VPCGatewayAttachment", VpcId=ref("Vpc"), InternetGatewayId=ref("Gateway")),
        "Subnet": resource("Subnet", VpcId=ref("Vpc"), CidrBlock="10.0.0.0/24", MapPublicIpOnLaunch=True),
        "Table": resource("RouteTable", VpcId=ref("Vpc")),
        "World": resource(
            "Route", RouteTableId=ref("Table"), DestinationCidrBlock="0.0.0.0/0", GatewayId=ref("Gateway")),
        "Association": resource("SubnetRouteTableAssociation", RouteTableId=ref("Table"), SubnetId=ref("Subnet")),
        "Group": resource("SecurityGroup", GroupDescription="host", VpcId=ref("Vpc"), SecurityGroupIngress=rules),
        "Host": resource("Instance", ImageId="ami-0c7217cdde317cfec", SubnetId=ref("Subnet"), SecurityGroupIds=[ref("Group")]),
    }


def rule(first, last, block):
    return {"IpProtocol": "tcp", "FromPort": first, "ToPort": last, "CidrIp": block, "Description": "client"}


def block(index, length):
    """A block of a length that holds a public address of its own for each index."""
    address = int(ipaddress.ip_address("52.0.0.0")) + index * 4096
    return str(ipaddress.ip_network((address, length), strict=False))


def alternating_entries():
    resources = base()
    resources["Acl"] = resource("NetworkAcl", VpcId=ref("Vpc"))
    resources["AclAssociation"] = resource(
        "SubnetNetworkAclAssociation", SubnetId=ref("Subnet"), NetworkAclId=ref("Acl"))
    for index in range(40):
        for is_egress in (False, True):
            ports = {"From": index * 700, "To": 65535 - index * 500} if not is_egress else {"From": 0, "To": 65535}
            resources["Entry%d%s" % (index, "Out" if is_egress else "In")] = resource(
                "NetworkAclEntry", NetworkAclId=ref("Acl"), RuleNumber=index + 1, Protocol=6, Egress=is_egress,
                RuleAction="deny" if index % 2 == 0 else "allow", PortRange=ports,
                CidrBlock=block(index, 8 + index % 16))
    return resources


def overlapping_rules(count=1000):
    return base([rule(index * 20, index * 20 + 2000, block(index % 300, 14 + index % 7)) for index in range(count)])


def nested_rules(count=1000):
    return base([rule(index * 30, 65535 - index * 30, block(0, 8 + index * 24 // count)) for index in range(count)])


def overlapping_ranges(count=1000):
    resources = base()
    entries = [{"Cidr": block(index % 500, 12 + index % 12)} for index in range(count)]
    resources["List"] = resource(
        "PrefixList", PrefixListName="many", AddressFamily="IPv4", MaxEntries=count, Entries=entries)
    resources["Group"]["Properties"]["SecurityGroupIngress"] = [
        {"IpProtocol": "tcp", "FromPort": port, "ToPort": port + 10, "SourcePrefixListId": ref("List")}
        for port in range(20, 40)]
    return resources


def peering_cycle(count=12):
    """Networks in a ring, each of which routes everything private to the next one."""
    resources = base()
    names = ["Vpc"] + ["Vpc%d" % index for index in range(1, count)]
    for index, name in enumerate(names):
        following = names[(index + 1) % count]
        resources["Peering%d" % index] = resource("VPCPeeringConnection", VpcId=ref(name), PeerVpcId=ref(following))
        table = "Table"
        if index:
            resources[name] = resource("VPC", CidrBlock="10.%d.0.0/16" % index)
            table = "Table%d" % index
            resources["Subnet%d" % index] = resource("Subnet", VpcId=ref(name), CidrBlock="10.%d.0.0/24" % index)
            resources[table] = resource("RouteTable", VpcId=ref(name))
            resources["Association%d" % index] = resource(
                "SubnetRouteTableAssociation", RouteTableId=ref(table), SubnetId=ref("Subnet%d" % index))
            resources["Host%d" % index] = resource("Instance", ImageId="ami-0c7217cdde317cfec", SubnetId=ref("Subnet%d" % index))
        resources["Private%d" % index] = resource(
            "Route", RouteTableId=ref(table), DestinationCidrBlock="10.0.0.0/8",
            VpcPeeringConnectionId=ref("Peering%d" % index))
    return resources


def route_to_itself():
    """A table whose route leads to the interface of a host that the same table routes, and a network peered with itself."""
    resources = base()
    resources["World"]["Properties"] = {
        "RouteTableId": ref("Table"), "DestinationCidrBlock": "0.0.0.0/0", "InstanceId": ref("Host")}
    resources["Self"] = resource("VPCPeeringConnection", VpcId=ref("Vpc"), PeerVpcId=ref("Vpc"))
    resources["Back"] = resource(
        "Route", RouteTableId=ref("Table"), DestinationCidrBlock="10.0.0.0/8", VpcPeeringConnectionId=ref("Self"))
    return resources


CASES = {
    "empty template": lambda: {"Vpc": resource("VPC", CidrBlock="10.0.0.0/16")},
    "host": base,
    "NACL, 40 entries": alternating_entries,
    "1000 overlapping rules": overlapping_rules,
    "1000 nested rules": nested_rules,
    "1000 ranges per rule": overlapping_ranges,
    "cycle of peerings": peering_cycle,
    "route to itself": route_to_itself,
}


def write(path, resources):
    # JSON, which is read faster than YAML: what is measured is the network.
    with open(path, "w") as file:
        json.dump({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}, file)
