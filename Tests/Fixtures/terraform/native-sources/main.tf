# Where findings of a plan are in the files that it was made from.
#
# Blocks that are a set, which a plan has in an order of its own; nested modules that are called several times; dynamic
# blocks; texts and comments that look like blocks.

/* resource "aws_security_group" "commented" {
  ingress {
*/
locals {
  note = <<-EOT
    resource "aws_security_group" "mixed" {
      ${join(",", [for port in [1, 2] : "}${port}{"])} $${not} %%{this}
    EOT
  brace = "} ${"nested \"}\" ${1 + 1}"} {"
  ports = { ssh = 22, rdp = 3389 }
}

resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" } // }

resource "aws_security_group" "mixed" {
  name        = "mixed"
  description = "mixed"
  vpc_id      = aws_vpc.main.id

  # The plan sorts these.
  ingress {
    description = "PostgreSQL"
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = [
      "10.0.0.0/8", # ]
      "0.0.0.0/0",
    ]
  }
  ingress {
    description = "SSH"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    description = "RDP"
    from_port   = 3389
    to_port     = 3389
    protocol    = "TCP"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    description = "Inside"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    self        = true
  }
}

resource "aws_security_group" "generated" {
  name        = "generated"
  description = "generated"
  vpc_id      = aws_vpc.main.id

  dynamic "ingress" {
    for_each = local.ports
    content {
      description = ingress.key
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }

  egress {
    description = "HTTPS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "list" {
  for_each    = toset(["a}", "b\"{"])
  name        = each.key
  description = "list"
  vpc_id      = aws_vpc.main.id
  ingress = [{
    description      = "SSH", from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"],
    ipv6_cidr_blocks = [], prefix_list_ids = [], security_groups = [], self = false
  }]
}

module "groups" {
  source   = "./modules/group"
  for_each = { eu = 22, us = 3389 }
  vpc_id   = aws_vpc.main.id
  port     = each.value
}

module "again" {
  count  = 2
  source = "./modules/group"
  vpc_id = aws_vpc.main.id
  port   = 22 + count.index
}

data "aws_iam_policy_document" "everything" {
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject"]
    resources = ["${aws_vpc.main.arn}/*"]
  }
  statement {
    sid       = "Write"
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_iam_role" "admin" {
  name               = "admin"
  assume_role_policy = <<EOF2
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "ec2.amazonaws.com" } }
  ]
}
EOF2
}

resource "aws_iam_role_policy" "admin" {
  role   = aws_iam_role.admin.id
  policy = data.aws_iam_policy_document.everything.json
}
