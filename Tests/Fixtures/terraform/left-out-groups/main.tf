# Groups of which an expression leaves some out, by a variable or by name.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "hidden" {
  default = "admin"
}

variable "role" {
  type    = string
  default = "web"
}

locals {
  ports = { web = 443, admin = 22, stats = 9090 }
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.0.0/24"
}

resource "aws_security_group" "role" {
  for_each = local.ports
  name     = each.key
  vpc_id   = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = each.value
    to_port     = each.value
    cidr_blocks = ["10.0.0.0/16"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "filtered" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.nano"
  subnet_id              = aws_subnet.app.id
  vpc_security_group_ids = [for k, g in aws_security_group.role : g.id if k != var.hidden]
}

resource "aws_instance" "subtracted" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.nano"
  subnet_id              = aws_subnet.app.id
  vpc_security_group_ids = setsubtract(values(aws_security_group.role)[*].id, [aws_security_group.role["admin"].id])
}

resource "aws_instance" "one" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.nano"
  subnet_id              = aws_subnet.app.id
  vpc_security_group_ids = [aws_security_group.role["stats"].id]
}

# An index by a variable is no filter where one identifier is taken.
resource "aws_vpc_security_group_ingress_rule" "more" {
  security_group_id = aws_security_group.role[var.role].id
  ip_protocol       = "tcp"
  from_port         = 8443
  to_port           = 8443
  cidr_ipv4         = "10.0.0.0/16"
}

resource "aws_instance" "web" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.nano"
  subnet_id              = aws_subnet.app.id
  vpc_security_group_ids = [aws_security_group.role["web"].id]
}

# What is written in both lists is not in the difference, and alone in what they have in common.
resource "aws_instance" "difference" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t4g.nano"
  subnet_id     = aws_subnet.app.id
  vpc_security_group_ids = setsubtract(
    [aws_security_group.role["web"].id, aws_security_group.role["admin"].id], [aws_security_group.role["admin"].id]
  )
}

resource "aws_instance" "common" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t4g.nano"
  subnet_id     = aws_subnet.app.id
  vpc_security_group_ids = setintersection(
    [aws_security_group.role["web"].id, aws_security_group.role["admin"].id], [aws_security_group.role["admin"].id]
  )
}
