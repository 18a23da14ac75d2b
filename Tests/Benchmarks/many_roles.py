"""Plain Terraform configurations with many roles of ten statements each: what the evaluation of policies costs."""
import json

SERVICES = [
    ("sqs", ["SendMessage", "ReceiveMessage"], "queue-%d"), ("dynamodb", ["GetItem", "PutItem"], "table/t-%d"),
    ("s3", ["GetObject", "PutObject"], "bucket-%d/*"), ("logs", ["PutLogEvents"], "log-group:/app/%d:*"),
    ("sns", ["Publish"], "topic-%d"), ("kms", ["Decrypt"], "key/%d"), ("ssm", ["GetParameter"], "parameter/app/%d/*"),
    ("lambda", ["InvokeFunction", "CreateFunction"], "function:f-%d"), ("ecs", ["UpdateService"], "service/app/%d"),
]


def statements(index, count):
    """Nine of applications, and one that passes the next role on: what an escalation could go by."""
    all_ = []
    for service, actions, name in SERVICES:
        region = "" if service == "s3" else "eu-west-1"
        account = "" if service == "s3" else "111122223333"
        all_.append({
            "Effect": "Allow", "Action": ["%s:%s" % (service, action) for action in actions],
            "Resource": "arn:aws:%s:%s:%s:%s" % (service, region, account, name % index)})
    all_.append({
        "Effect": "Allow", "Action": "iam:PassRole",
        "Resource": "arn:aws:iam::111122223333:role/role-%d" % ((index + 1) % count)})
    return all_


def write(path, count):
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}

    def policy(statements_):
        return json.dumps({"Version": "2012-10-17", "Statement": statements_})

    resources = {
        "aws_iam_role": {
            "role-%d" % i: {"name": "role-%d" % i, "assume_role_policy": policy([trust])} for i in range(count)},
        "aws_iam_role_policy": {
            "role-%d" % i: {"role": "${aws_iam_role.role-%d.id}" % i, "policy": policy(statements(i, count))}
            for i in range(count)},
    }
    with open(path, "w") as file:
        json.dump({"resource": resources}, file)
