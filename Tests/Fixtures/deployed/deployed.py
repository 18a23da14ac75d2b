#!/usr/bin/env python3
"""Writes what the mock of AWS makes of templates: their subnets, routes and group rules, by logical ids.

The mock knows a part of CloudFormation: no egress, no IPv6 and few functions.

    deployed.py TEMPLATE...     writes a file of the template's name beside this one
"""
import json
import logging
import os
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
os.environ.update(AWS_ACCESS_KEY_ID="mock", AWS_SECRET_ACCESS_KEY="mock", AWS_DEFAULT_REGION="us-east-1")
import boto3
from moto import mock_aws


def ports(rule):
    if rule["IpProtocol"] == "-1":
        return "all"
    return "%s %s-%s" % (rule["IpProtocol"], rule.get("FromPort"), rule.get("ToPort"))


def rules(permissions, names):
    lines = set()
    for rule in permissions:
        for block in rule.get("IpRanges", []):
            lines.add("%s %s" % (ports(rule), block["CidrIp"]))
        for pair in rule.get("UserIdGroupPairs", []):
            lines.add("%s %s" % (ports(rule), names[pair["GroupId"]]))
    return sorted(lines)


def deployed(path):
    with mock_aws(), open(path) as file:
        ec2, stacks = boto3.client("ec2"), boto3.client("cloudformation")
        body = file.read()
        if "AWSTemplateFormatVersion" not in body:
            body = "AWSTemplateFormatVersion: '2010-09-09'\n" + body
        # Parameters without a default: none of them is in what is compared.
        needed = [p["ParameterKey"] for p in stacks.get_template_summary(TemplateBody=body)["Parameters"]
                  if "DefaultValue" not in p]
        stacks.create_stack(
            StackName="stack", TemplateBody=body, Capabilities=["CAPABILITY_NAMED_IAM"],
            Parameters=[{"ParameterKey": key, "ParameterValue": "given"} for key in needed])
        resources = stacks.describe_stack_resources(StackName="stack")["StackResources"]
        # An association has the id of its table there.
        names = {
            r["PhysicalResourceId"]: r["LogicalResourceId"] for r in resources
            if "PhysicalResourceId" in r and not r["ResourceType"].endswith("Association")}
        groups = {
            names[group["GroupId"]]: rules(group["IpPermissions"], names)
            for group in ec2.describe_security_groups()["SecurityGroups"] if group["GroupId"] in names}
        subnets = {
            names[subnet["SubnetId"]]: subnet["CidrBlock"]
            for subnet in ec2.describe_subnets()["Subnets"] if subnet["SubnetId"] in names}
        tables = {}
        for table in ec2.describe_route_tables()["RouteTables"]:
            if table["RouteTableId"] not in names:
                continue
            routes = [
                "%s %s" % (route.get("DestinationCidrBlock") or route.get("DestinationIpv6CidrBlock"), names.get(
                    route.get("GatewayId") or route.get("NatGatewayId") or route.get("VpcPeeringConnectionId"), "?"))
                for route in table["Routes"] if route.get("GatewayId") != "local"]
            tables[names[table["RouteTableId"]]] = sorted(routes)
        return {"groups": groups, "subnets": subnets, "tables": tables}


for template in sys.argv[1:]:
    name = os.path.splitext(os.path.basename(template))[0] + ".json"
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), "w") as file:
        json.dump(deployed(template), file, indent=2, sort_keys=True)
        file.write("\n")
