# Terraform leaves a new group without egress rules, unlike AWS and CloudFormation.
# Must be seen: omitted and empty have no egress (although egress of omitted is "known after apply" in the plan),
# outside has one rule, from a resource of its own, dynamic_empty has none (a dynamic block leaves no trace in the
# configuration, so it looks like omitted), everything has all. Nothing here is undecided.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "omitted" {
  name   = "omitted"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "empty" {
  name    = "empty"
  vpc_id  = aws_vpc.main.id
  ingress = []
  egress  = []
}

resource "aws_security_group" "outside" {
  name   = "outside"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_egress_rule" "outside" {
  security_group_id = aws_security_group.outside.id
  cidr_ipv4         = "10.0.0.0/16"
  ip_protocol       = "-1"
}

resource "aws_security_group" "dynamic_empty" {
  name   = "dynamic-empty"
  vpc_id = aws_vpc.main.id

  dynamic "egress" {
    for_each = toset([])

    content {
      protocol    = "-1"
      from_port   = 0
      to_port     = 0
      cidr_blocks = [egress.value]
    }
  }
}

resource "aws_security_group" "everything" {
  name   = "everything"
  vpc_id = aws_vpc.main.id

  egress {
    protocol         = "-1"
    from_port        = 0
    to_port          = 0
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }
}
