# An existing group whose rules are resources of their own. The refreshed state lists them in the group's ingress and
# egress as well, though the configuration has none inline: the same rule must not count twice. Must be seen:
# admin-port-open-to-world on rules, once, at the standalone rules; after the plan only tcp 22 from the two halves and
# 23 from the office are open. rule "out" is deleted, so the copy in the group's egress is gone too.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "rules" {
  name   = "rules"
  tags   = { team = "visitor-book" }
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "low" {
  security_group_id = aws_security_group.rules.id
  cidr_ipv4         = "0.0.0.0/1"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_vpc_security_group_ingress_rule" "high" {
  security_group_id = aws_security_group.rules.id
  cidr_ipv4         = "128.0.0.0/1"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_vpc_security_group_ingress_rule" "office" {
  security_group_id = aws_security_group.rules.id
  cidr_ipv4         = "198.51.100.0/24"
  ip_protocol       = "tcp"
  from_port         = 23
  to_port           = 23
}

resource "aws_security_group" "inline" {
  name   = "inline"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}
