# Sources that a plan does not know.
# Must be seen: office is bounded (a /32 is never the world), so no finding. inline, rule, list and rules_block are
# undecided: never passed, never definite. open_anyway is open to the world whatever the unknown source is.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_eip" "office" {
  domain = "vpc"
}

resource "terraform_data" "admin" {
  input = timestamp()
}

resource "aws_security_group" "office" {
  name   = "office"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["${aws_eip.office.public_ip}/32"]
  }
}

resource "aws_security_group" "office_rule" {
  name   = "office-rule"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "office" {
  security_group_id = aws_security_group.office_rule.id
  cidr_ipv4         = "${aws_eip.office.public_ip}/32"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_security_group" "inline" {
  name   = "inline"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = [terraform_data.admin.output]
  }
}

resource "aws_security_group" "rule" {
  name   = "rule"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "unknown" {
  security_group_id = aws_security_group.rule.id
  cidr_ipv4         = terraform_data.admin.output
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_security_group" "list" {
  name   = "list"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "list" {
  security_group_id = aws_security_group.list.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = split(",", terraform_data.admin.output)
}

resource "aws_security_group" "rules_block" {
  name   = "rules-block"
  vpc_id = aws_vpc.main.id

  dynamic "ingress" {
    for_each = split(",", terraform_data.admin.output)

    content {
      protocol    = "tcp"
      from_port   = 22
      to_port     = 22
      cidr_blocks = [ingress.value]
    }
  }
}

resource "aws_security_group" "open_anyway" {
  name   = "open-anyway"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = [terraform_data.admin.output, "0.0.0.0/0"]
  }
}
