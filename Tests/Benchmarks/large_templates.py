"""CloudFormation templates of any size, in YAML and in JSON: services alike, each with what a real one has."""
import json


def service(number):
    """About 2 KB: a security group, a machine, a role with a policy, a bucket and a queue."""
    name = "Service%d" % number
    rules = [
        {
            "IpProtocol": "tcp", "FromPort": 8000 + rule, "ToPort": 8000 + rule,
            "CidrIp": "10.%d.%d.0/24" % (number % 200, rule), "Description": "clients of kind %d" % rule,
        }
        for rule in range(4)
    ]
    statement = {
        "Sid": "Own", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"],
        "Resource": {"Fn::Sub": "${%sBucket.Arn}/uploads/*" % name},
    }
    trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    return {
        name + "Group": {
            "Type": "AWS::EC2::SecurityGroup",
            "Properties": {
                "GroupDescription": "what reaches service %d" % number, "VpcId": {"Ref": "Vpc"},
                "SecurityGroupIngress": rules, "Tags": [{"Key": "Name", "Value": "service-%d" % number}],
            },
        },
        name: {
            "Type": "AWS::EC2::Instance",
            "Properties": {
                "ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro",
                "SubnetId": {"Ref": "Subnet%d" % (number % 4)}, "SecurityGroupIds": [{"Ref": name + "Group"}],
            },
        },
        name + "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
                "Policies": [
                    {"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}],
            },
        },
        name + "Bucket": {
            "Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain",
            "Properties": {"VersioningConfiguration": {"Status": "Enabled"}},
        },
        name + "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"MessageRetentionPeriod": 86400}},
    }


def template(services):
    resources = {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/8"}}}
    for subnet in range(4):
        resources["Subnet%d" % subnet] = {
            "Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.%d.0.0/16" % subnet}}
    for number in range(services):
        resources.update(service(number))
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}


def yaml(value, indent=""):
    """Block style, as people write it, with short tags; texts in quotes where they need them."""
    if isinstance(value, dict):
        if list(value) == ["Ref"]:
            return " !Ref %s\n" % value["Ref"]
        if list(value) == ["Fn::Sub"]:
            return " !Sub '%s'\n" % value["Fn::Sub"]
        return "\n" + "".join("%s%s:%s" % (indent, key, yaml(item, indent + "  ")) for key, item in value.items())
    if isinstance(value, list):
        return "\n" + "".join("%s-%s" % (indent, yaml(item, indent + "  ").replace("\n" + indent + "  ", " ", 1) if
            isinstance(item, dict) and len(item) > 1 else yaml(item, indent + "  ")) for item in value)
    if isinstance(value, str) and (value[0].isdigit() or value[0] in "*!&" or ": " in value or value.endswith(":")):
        return " '%s'\n" % value
    return " %s\n" % value


def write(path, megabytes):
    """Writes a template of about that size, YAML or JSON by the name of the file."""
    is_yaml = path.endswith(".yaml")
    per_service = len(yaml(service(100), "  ")) if is_yaml else len(json.dumps(service(100), indent=2))
    data = template(max(1, int(megabytes * 1e6 / per_service)))
    with open(path, "w") as file:
        file.write(yaml(data).lstrip("\n") if is_yaml else json.dumps(data, indent=2))
