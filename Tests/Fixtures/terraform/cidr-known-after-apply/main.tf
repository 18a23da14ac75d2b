# Sources that a plan does not know.
# Must be seen: every group but open_anyway is undecided: never passed, never definite. A plan keeps only the reference
# of "${...}/32", so even office, which can only be one address, looks like the others. private_anyway is undecided on
# 3389 and decided, closed, on 22.
# open_anyway is open to the world whatever its unknown source is: another rule says so. open_inline and open_rule are
# too, but the plan does not say it: one unknown address of a list hides the known ones, "0.0.0.0/0" with them.
# rules_block is a dynamic block over an unknown list: one element without protocol and ports, and no expression in the
# configuration. It stands for any number of rules.

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

resource "aws_security_group" "open_inline" {
  name   = "open-inline"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = [tostring(terraform_data.admin.output), "0.0.0.0/0"]
  }
}

resource "aws_security_group" "open_rule" {
  name   = "open-rule"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "open_rule" {
  security_group_id = aws_security_group.open_rule.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = [tostring(terraform_data.admin.output), "0.0.0.0/0"]
}

resource "aws_security_group" "private_anyway" {
  name   = "private-anyway"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 3389
    to_port     = 3389
    cidr_blocks = [terraform_data.admin.output]
  }

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_security_group" "open_anyway" {
  name   = "open-anyway"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "unknown" {
  security_group_id = aws_security_group.open_anyway.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = [terraform_data.admin.output]
}

resource "aws_security_group_rule" "open" {
  security_group_id = aws_security_group.open_anyway.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["0.0.0.0/0"]
}
