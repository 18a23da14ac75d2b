# A prefix list that holds the whole internet.
# Must be seen: inline and rule are open to the world on 22 through the list "everyone"; split is, through a list whose
# entries are resources of their own and make up two halves.
# Must be left alone: office. Undecided: aws_managed names a list that is not in the input.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_ec2_managed_prefix_list" "everyone" {
  name           = "everyone"
  address_family = "IPv4"
  max_entries    = 2

  entry {
    cidr        = "198.51.100.0/24"
    description = "Office"
  }

  entry {
    cidr        = "0.0.0.0/0"
    description = "Everybody else"
  }
}

resource "aws_ec2_managed_prefix_list" "split" {
  name           = "split"
  address_family = "IPv4"
  max_entries    = 2
}

resource "aws_ec2_managed_prefix_list_entry" "split" {
  for_each = toset(["0.0.0.0/1", "128.0.0.0/1"])

  prefix_list_id = aws_ec2_managed_prefix_list.split.id
  cidr           = each.value
}

resource "aws_ec2_managed_prefix_list" "office" {
  name           = "office"
  address_family = "IPv4"
  max_entries    = 1

  entry {
    cidr = "198.51.100.0/24"
  }
}

resource "aws_security_group" "inline" {
  name   = "inline"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol        = "tcp"
    from_port       = 22
    to_port         = 22
    prefix_list_ids = [aws_ec2_managed_prefix_list.everyone.id]
  }
}

resource "aws_security_group" "rule" {
  name   = "rule"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "rule" {
  security_group_id = aws_security_group.rule.id
  prefix_list_id    = aws_ec2_managed_prefix_list.everyone.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_security_group" "split" {
  name   = "split"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "split" {
  security_group_id = aws_security_group.split.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  prefix_list_ids   = [aws_ec2_managed_prefix_list.split.id]
}

resource "aws_security_group" "office" {
  name   = "office"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol        = "tcp"
    from_port       = 22
    to_port         = 22
    prefix_list_ids = [aws_ec2_managed_prefix_list.office.id]
  }
}

resource "aws_security_group" "aws_managed" {
  name   = "aws-managed"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol        = "tcp"
    from_port       = 22
    to_port         = 22
    prefix_list_ids = ["pl-02cd2c6b"]
  }
}
