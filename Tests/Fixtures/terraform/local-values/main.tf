# Locals are not in a plan. What one can stand for is bounded by what its module has: one VPC, but two groups.

locals {
  vpc_id    = aws_vpc.main.id
  group_ids = [aws_security_group.a.id]
  rules     = { web = aws_security_group.a.id }
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "main" {
  vpc_id     = local.vpc_id
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "a" {
  name   = "a"
  vpc_id = local.vpc_id
}

resource "aws_security_group" "b" {
  name   = "b"
  vpc_id = local.vpc_id
}

resource "aws_instance" "main" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.nano"
  subnet_id              = aws_subnet.main.id
  vpc_security_group_ids = local.group_ids
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  for_each = local.rules

  security_group_id = each.value
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
