# One protocol, many spellings.
# Must be seen: every group whose name starts with all_ is open to the world on every protocol and port, so on 22, 3389
# and every database port; every group whose name starts with ssh_ on tcp 22.
# Must be left alone: udp_22 and icmp admit no TCP; tcp_zero admits port 0 only.
# In the plan "all" of an inline rule has become "-1" where the provider normalizes it.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "all_inline" {
  name   = "all-inline"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "all_inline_word" {
  name   = "all-inline-word"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "all"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "all_inline_number" {
  name   = "all-inline-number"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = -1
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "all_rule" {
  name   = "all-rule"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "all" {
  security_group_id = aws_security_group.all_rule.id
  type              = "ingress"
  protocol          = "all"
  from_port         = -1
  to_port           = -1
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group" "all_rule_ports" {
  name   = "all-rule-ports"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "all_ports" {
  security_group_id = aws_security_group.all_rule_ports.id
  type              = "ingress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 65535
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group" "all_vpc_rule" {
  name   = "all-vpc-rule"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "all" {
  security_group_id = aws_security_group.all_vpc_rule.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "all_attributes" {
  name   = "all-attributes"
  vpc_id = aws_vpc.main.id

  ingress = [{
    description      = null
    protocol         = "-1"
    from_port        = 0
    to_port          = 0
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = null
    prefix_list_ids  = null
    security_groups  = null
    self             = null
  }]
}

resource "aws_security_group" "ssh_number" {
  name   = "ssh-number"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "6"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "ssh_upper" {
  name   = "ssh-upper"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "TCP"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "ssh_vpc_rule_number" {
  name   = "ssh-vpc-rule-number"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "ssh_number" {
  security_group_id = aws_security_group.ssh_vpc_rule_number.id
  ip_protocol       = "6"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "ssh_string_ports" {
  name   = "ssh-string-ports"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = "22"
    to_port     = "22"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "udp_22" {
  name   = "udp-22"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "17"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "icmp" {
  name   = "icmp"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "icmp"
    from_port   = -1
    to_port     = -1
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    protocol         = "icmpv6"
    from_port        = -1
    to_port          = -1
    ipv6_cidr_blocks = ["::/0"]
  }
}

resource "aws_security_group" "tcp_zero" {
  name   = "tcp-zero"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_network_acl" "spellings" {
  vpc_id = aws_vpc.main.id

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "all"
    from_port  = 0
    to_port    = 0
    cidr_block = "10.0.0.0/16"
  }

  ingress {
    rule_no    = 110
    action     = "allow"
    protocol   = "6"
    from_port  = 443
    to_port    = 443
    cidr_block = "0.0.0.0/0"
  }

  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = -1
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "all" {
  network_acl_id = aws_network_acl.spellings.id
  rule_number    = 200
  egress         = false
  protocol       = "all"
  rule_action    = "allow"
  cidr_block     = "192.168.0.0/16"
}

resource "aws_network_acl_rule" "tcp" {
  network_acl_id = aws_network_acl.spellings.id
  rule_number    = 210
  egress         = false
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "192.168.0.0/16"
  from_port      = 22
  to_port        = 22
}
