#!/usr/bin/env python3
"""Writes a Terraform plan (`terraform show -json`) of a network of any size; the same arguments write the same bytes.

    Tests/Benchmarks/scale_plan.py [--endpoints N] [--subnets S] [--seed S] -o plan.json

N endpoints (instances, some databases, a few load balancers), N/5 security groups with 25 rules each (at most five of
them refer to groups; every twentieth is of the whole VPC), S subnets in ten VPCs of different sizes, some of them peered.
Most groups have standalone rules, a quarter inline ones. Every record is one that Terraform planned for a fixture, with
its own names, values and links: what is known only after the apply is not in the plan here either.
"""
import argparse
import glob
import json
import os
import random

FIXTURES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "Fixtures", "terraform")
# Tenths of the network in each VPC: a few large ones and many small.
WEIGHTS = (15, 15, 12.5, 12.5, 10, 10, 7.5, 7.5, 5, 5)
ENDPOINTS_PER_GROUP = 5
RULES_PER_GROUP = 25
# Those of the 25 that refer to groups: three let in, two let out.
REFERRING_RULES = (0, 1, 2, 15, 16)
SERVICE_PORTS = (80, 443, 3000, 5000, 8000, 8080, 8443, 9000)
PRIVATE_PORTS = (2379, 5432, 6379, 8125, 9090, 9100, 9200, 9300)
WORLD = "0.0.0.0/0"


def dump(value):
    return json.dumps(value, separators=(",", ":"))


def blocks(change):
    """How many blocks of a record have something that is known after the apply only."""
    return sum(isinstance(value, list) and "true" in json.dumps(value) for value in change["after_unknown"].values())


class Shapes:
    """The records that Terraform planned for the fixtures: the plainest of each type that is created, so that what a
    fixture leaves open is not in every resource here."""

    def __init__(self):
        self.changes = {}
        self.versions = {}
        for path in sorted(glob.glob(os.path.join(FIXTURES, "*", "plan.json"))):
            with open(path) as file:
                plan = json.load(file)
            for record in plan.get("resource_changes", []):
                if record["mode"] == "managed" and record["change"]["actions"] == ["create"]:
                    known = self.changes.get(record["type"])
                    if known is None or blocks(record["change"]) < blocks(known):
                        self.changes[record["type"]] = record["change"]
            for record in plan.get("configuration", {}).get("root_module", {}).get("resources", []):
                self.versions.setdefault(record["type"], record["schema_version"])


class Plan:
    """The three places in which a plan speaks of a resource, each as text."""

    def __init__(self):
        self.shapes = Shapes()
        self.planned, self.changes, self.configuration = [], [], []

    def add(self, kind, name, values=None, links=None, named=None, computed=()):
        """A resource with values that are written down and links to others; the links are unknown until the apply.

        What is named by a value of another resource that is written down is known, and linked all the same; what is
        computed is unknown and linked to nothing.
        """
        values, links, named = values or {}, links or {}, named or {}
        shape = self.shapes.changes[kind]
        after = {**shape["after"], **values}
        unknown = {key: value for key, value in shape["after_unknown"].items() if key not in values}
        for key in (*links, *computed):
            after.pop(key, None)
            unknown[key] = True
        for key, (value, _) in named.items():
            after[key] = value
            unknown.pop(key, None)
        address = "%s.%s" % (kind, name)
        head = {
            "address": address, "mode": "managed", "type": kind, "name": name,
            "provider_name": "registry.terraform.io/hashicorp/aws"}
        version = self.shapes.versions.get(kind, 0)
        change = {
            "actions": ["create"], "before": None, "after": after, "after_unknown": unknown,
            "before_sensitive": False, "after_sensitive": shape["after_sensitive"]}
        expressions = {key: {"constant_value": value} for key, value in values.items() if value is not None}
        for key, link in (*links.items(), *((key, link) for key, (_, link) in named.items())):
            targets = link if isinstance(link, list) else [link]
            expressions[key] = {
                "references": [text for target in targets for text in (target, target.rsplit(".", 1)[0])]}
        self.planned.append(
            dump({**head, "schema_version": version, "values": after, "sensitive_values": shape["after_sensitive"]}))
        self.changes.append(dump({**head, "change": change}))
        self.configuration.append(
            dump({
                "address": address, "mode": "managed", "type": kind, "name": name, "provider_config_key": "aws",
                "expressions": expressions, "schema_version": version}))
        return address

    def write(self, path):
        provider = {"aws": {"name": "aws", "full_name": "registry.terraform.io/hashicorp/aws"}}
        with open(path, "w") as file:
            file.write('{"format_version":"1.2","terraform_version":"1.9.8","planned_values":{"root_module":{"resources":[')
            file.write(",".join(self.planned))
            file.write(']}},"resource_changes":[' + ",".join(self.changes))
            file.write('],"configuration":{"provider_config":%s,"root_module":{"resources":[' % dump(provider))
            file.write(",".join(self.configuration))
            file.write(']}},"relevant_attributes":[],"applyable":true,"complete":true,"errored":false}\n')


class Network:
    """One VPC: subnets, ways out, and the names of its groups."""

    def __init__(self, plan, number, subnets):
        self.plan, self.number = plan, number
        self.cidr = "10.%d.0.0/16" % number
        self.vpc = plan.add("aws_vpc", "net%d" % number, {"cidr_block": self.cidr})
        self.groups, self.public, self.private = [], [], []
        self.blocks = []
        gateway = plan.add("aws_internet_gateway", "net%d" % number, links={"vpc_id": self.vpc + ".id"})
        self.tables = {name: self.table(name) for name in ("public", "private")}
        self.route("public", "world", WORLD, "gateway_id", gateway)
        # Each subnet a block of a size that all of them fit.
        bits = max(0, (256 // subnets).bit_length() - 1)
        for index in range(subnets):
            self.subnet(index, "10.%d.%d.0/%d" % (number, index << bits, 24 - bits))
        eip = plan.add("aws_eip", "net%d" % number, {"domain": "vpc"})
        nat = plan.add(
            "aws_nat_gateway", "net%d" % number, {"connectivity_type": "public"},
            {"allocation_id": eip + ".id", "subnet_id": self.public[0] + ".id"})
        self.route("private", "world", WORLD, "nat_gateway_id", nat)
        self.subnet_group = plan.add(
            "aws_db_subnet_group", "net%d" % number, {"name": "net%d" % number},
            {"subnet_ids": [subnet + ".id" for subnet in self.private[-3:]]})
        self.acl(self.private[-3:])

    def table(self, name):
        return self.plan.add(
            "aws_route_table", "net%d_%s" % (self.number, name), links={"vpc_id": self.vpc + ".id"}, computed=["route"])

    def route(self, table, name, block, key, target):
        self.plan.add(
            "aws_route", "net%d_%s_%s" % (self.number, table, name), {"destination_cidr_block": block},
            {"route_table_id": self.tables[table] + ".id", key: target + ".id"})

    def subnet(self, index, block):
        is_public = index % 4 == 0
        name = "net%d_%d" % (self.number, index)
        subnet = self.plan.add(
            "aws_subnet", name,
            {"cidr_block": block, "availability_zone": "eu-central-1" + "abc"[index % 3],
             "map_public_ip_on_launch": is_public}, {"vpc_id": self.vpc + ".id"})
        self.plan.add(
            "aws_route_table_association", name, links={
                "route_table_id": self.tables["public" if is_public else "private"] + ".id",
                "subnet_id": subnet + ".id"})
        (self.public if is_public else self.private).append(subnet)
        self.blocks.append(block)

    def acl(self, subnets):
        def entry(number, action, block, first, last):
            return {
                "action": action, "cidr_block": block, "from_port": first, "icmp_code": None, "icmp_type": None,
                "ipv6_cidr_block": "", "protocol": "tcp", "rule_no": number, "to_port": last}

        entries = {
            "ingress": [entry(90, "deny", self.blocks[0], 5432, 5432), entry(100, "allow", "10.0.0.0/8", 1024, 65535)],
            "egress": [entry(100, "allow", "10.0.0.0/8", 1024, 65535)]}
        self.plan.add(
            "aws_network_acl", "net%d_data" % self.number, entries,
            {"vpc_id": self.vpc + ".id", "subnet_ids": [subnet + ".id" for subnet in subnets]})


class Generator:
    def __init__(self, endpoints, subnets, seed):
        self.random = random.Random(seed)
        self.plan = Plan()
        self.networks = [
            Network(self.plan, number, max(8, round(subnets * weight / 100))) for number, weight in enumerate(WEIGHTS)]
        for number in range(1, 4):
            self.peer(self.networks[0], self.networks[number])
        for network, weight in zip(self.networks, WEIGHTS):
            self.fill(network, max(50, round(endpoints * weight / 100)))

    def peer(self, a, b):
        link = self.plan.add(
            "aws_vpc_peering_connection", "net%d_net%d" % (a.number, b.number), {"auto_accept": True},
            {"vpc_id": a.vpc + ".id", "peer_vpc_id": b.vpc + ".id"})
        for one, other in ((a, b), (b, a)):
            one.route("private", "net%d" % other.number, other.cidr, "vpc_peering_connection_id", link)

    def fill(self, network, count):
        """Applications of five endpoints with a group each; a base group for fifty of them; databases; load balancers."""
        names = ["net%d_%d" % (network.number, index) for index in range(count // ENDPOINTS_PER_GROUP)]
        bases = names[::50]
        balancers = {name for index, name in enumerate(names) if index % 50 == 1}
        stores = {name for index, name in enumerate(names) if index % 20 == 2}
        network.groups = [
            self.plan.add(
                "aws_security_group", name, self.group_values(network, name, index % 4 == 3, self.served(name, balancers, stores)),
                {"vpc_id": network.vpc + ".id"}) for index, name in enumerate(names)]
        for index, name in enumerate(names):
            if index % 4 != 3:
                self.rules(network, name, index, name in balancers, self.served(name, balancers, stores))
            base = bases[index // 50]
            if name in balancers:
                self.balancer(network, name, names[index + 2:index + 7])
            elif name in stores:
                self.databases(network, name)
            else:
                self.instances(network, name, base)

    # Rules

    def block(self, network):
        """The peer of a rule: in one of twenty the whole VPC, else subnets, single hosts, other networks, offices."""
        draw = self.random.random()
        if draw < 0.05:
            return network.cidr
        if draw < 0.5:
            return self.random.choice(network.blocks)
        if draw < 0.75:
            return "10.%d.%d.%d/32" % (network.number, self.random.randrange(256), self.random.randrange(1, 255))
        if draw < 0.9:
            return "10.%d.%d.0/24" % (self.random.randrange(20, 250), self.random.randrange(256))
        return "203.0.113.%d/32" % self.random.randrange(1, 255)

    def ports(self, served=None):
        """What a rule speaks of: a port that is served, or any that applications have; administration by nobody."""
        draw = self.random.random()
        if served:
            return served, served
        if draw < 0.5:
            port = self.random.choice(SERVICE_PORTS)
        elif draw < 0.9:
            port = self.random.choice(PRIVATE_PORTS)
        else:
            port = self.random.randrange(1024, 60000)
            return port, port + self.random.randrange(1, 1000)
        return port, port

    @staticmethod
    def served(name, balancers, stores):
        return 443 if name in balancers else 5432 if name in stores else None

    def group_values(self, network, name, is_inline, served):
        values = {"name": name, "description": "Application " + name}
        if is_inline:
            for direction, share in (("ingress", 15), ("egress", 10)):
                values[direction] = [
                    self.inline_rule(network, served if direction == "ingress" else None) for _ in range(share)]
        return values

    def inline_rule(self, network, served):
        first, last = self.ports(served)
        return {
            "cidr_blocks": [self.block(network)], "description": "", "from_port": first, "ipv6_cidr_blocks": [],
            "prefix_list_ids": [], "protocol": "tcp", "security_groups": [], "self": False, "to_port": last}

    def rules(self, network, name, index, is_balancer, served):
        near = range(max(0, index - 20), min(len(network.groups), index + 20))
        references = {number: self.random.choice(near) for number in REFERRING_RULES}
        for number in range(RULES_PER_GROUP):
            direction = "ingress" if number < 15 else "egress"
            first, last = self.ports(served if direction == "ingress" else None)
            values = {"from_port": first, "to_port": last, "ip_protocol": "tcp"}
            links = {"security_group_id": "aws_security_group.%s.id" % name}
            if number in references:
                links["referenced_security_group_id"] = network.groups[references[number]] + ".id"
                values.update(cidr_ipv4=None, cidr_ipv6=None)
            elif number == 17 or (number == 3 and is_balancer):
                values.update(cidr_ipv4=WORLD, cidr_ipv6=None, from_port=443, to_port=443)
            else:
                values.update(cidr_ipv4=self.block(network), cidr_ipv6=None)
            self.plan.add("aws_vpc_security_group_%s_rule" % direction, "%s_%d" % (name, number), values, links)

    # Endpoints

    def instances(self, network, name, base):
        for number in range(ENDPOINTS_PER_GROUP):
            subnets = network.public if self.random.random() < 0.02 else network.private
            groups = ["aws_security_group.%s.id" % group for group in dict.fromkeys((name, base))]
            self.plan.add(
                "aws_instance", "%s_%d" % (name, number), {"associate_public_ip_address": subnets is network.public},
                {"subnet_id": self.random.choice(subnets) + ".id", "vpc_security_group_ids": groups})

    def databases(self, network, name):
        for number in range(ENDPOINTS_PER_GROUP):
            self.plan.add(
                "aws_db_instance", "%s_%d" % (name, number),
                {"identifier": ("%s-%d" % (name, number)).replace("_", "-"), "engine": "postgres", "port": 5432,
                 "publicly_accessible": False},
                {"vpc_security_group_ids": "aws_security_group.%s.id" % name},
                named={"db_subnet_group_name": ("net%d" % network.number, network.subnet_group + ".name")})

    def balancer(self, network, name, targets):
        """Five load balancers that share a group: one open to the internet, the others internal."""
        for number in range(ENDPOINTS_PER_GROUP):
            balancer = self.plan.add(
                "aws_lb", "%s_%d" % (name, number),
                {"name": ("%s-%d" % (name, number)).replace("_", "-"), "internal": number > 0},
                {"security_groups": "aws_security_group.%s.id" % name,
                 "subnets": [subnet + ".id" for subnet in (network.private if number else network.public)[:3]]})
            if number >= len(targets):
                continue
            group = self.plan.add(
                "aws_lb_target_group", "%s_%d" % (name, number),
                {"name": "%s-%d" % (name.replace("_", "-"), number), "port": 8080, "target_type": "instance"},
                {"vpc_id": network.vpc + ".id"})
            self.plan.add(
                "aws_lb_listener", "%s_%d" % (name, number), {"port": 443, "protocol": "HTTPS"},
                {"load_balancer_arn": balancer + ".arn"})
            self.listener_action(group)
            for target in range(ENDPOINTS_PER_GROUP):
                self.plan.add(
                    "aws_lb_target_group_attachment", "%s_%d_%d" % (name, number, target),
                    links={"target_group_arn": group + ".arn",
                           "target_id": "aws_instance.%s_%d.id" % (targets[number], target)})

    def listener_action(self, group):
        """The configuration of the last listener, with the group that it forwards to."""
        record = json.loads(self.plan.configuration[-1])
        record["expressions"]["default_action"] = [
            {"target_group_arn": {"references": [group + ".arn", group]}, "type": {"constant_value": "forward"}}]
        self.plan.configuration[-1] = dump(record)


def write(path, endpoints, subnets=200, seed=1):
    """Writes a plan and says how many resources it has."""
    plan = Generator(endpoints, subnets, seed).plan
    plan.write(path)
    return len(plan.changes)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--endpoints", type=int, default=10_000)
    parser.add_argument("--subnets", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", dest="output", required=True)
    arguments = parser.parse_args()
    write(arguments.output, arguments.endpoints, arguments.subnets, arguments.seed)


if __name__ == "__main__":
    main()
