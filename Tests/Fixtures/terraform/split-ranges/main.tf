# The world in halves, in every way to write a rule.
# Must be seen: inline, rules, vpc_rules, mixed and ipv6 are open to the world on 22, although no single IPv4 rule names
# 0.0.0.0/0. Of the IPv6 halves only ::/1 holds global addresses: ipv6_low alone is the world, ipv6_high alone is not.
# Must be left alone: near_miss admits 2^24 addresses exactly, private admits no global address.

resource "aws_vpc" "main" {
  cidr_block                       = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block = true
}

resource "aws_security_group" "inline" {
  name   = "inline"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/1"]
  }

  ingress {
    description = "The other half"
    protocol    = "tcp"
    from_port   = 20
    to_port     = 25
    cidr_blocks = ["128.0.0.0/1"]
  }
}

resource "aws_security_group" "rules" {
  name   = "rules"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "low" {
  security_group_id = aws_security_group.rules.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["0.0.0.0/2", "64.0.0.0/2"]
}

resource "aws_security_group_rule" "high" {
  security_group_id = aws_security_group.rules.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["128.0.0.0/1"]
}

resource "aws_security_group" "vpc_rules" {
  name   = "vpc-rules"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "half" {
  for_each = toset(["0.0.0.0/1", "128.0.0.0/1"])

  security_group_id = aws_security_group.vpc_rules.id
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_security_group" "mixed" {
  name   = "mixed"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/1"]
  }
}

resource "aws_security_group_rule" "mixed_high" {
  security_group_id = aws_security_group.mixed.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["128.0.0.0/1"]
}

resource "aws_security_group" "ipv6" {
  name   = "ipv6"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol         = "tcp"
    from_port        = 22
    to_port          = 22
    ipv6_cidr_blocks = ["::/1", "8000::/1"]
  }
}

resource "aws_security_group" "ipv6_low" {
  name   = "ipv6-low"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "ipv6_low" {
  security_group_id = aws_security_group.ipv6_low.id
  cidr_ipv6         = "::/1"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_security_group" "ipv6_high" {
  name   = "ipv6-high"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "ipv6_high" {
  security_group_id = aws_security_group.ipv6_high.id
  cidr_ipv6         = "8000::/1"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_security_group" "near_miss" {
  name   = "near-miss"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["52.0.0.0/9", "52.128.0.0/9"]
  }
}

resource "aws_security_group" "private" {
  name   = "private"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]
  }
}
