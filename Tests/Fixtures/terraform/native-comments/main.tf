# Comments to netlint in the files that a plan was made from: findings are shown in them, and suppressed there. The open
# doors are 22 and 3389 of `admin`, 22 and 3389 of `other` and 22 of the module; only those of 3389 are left.

resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }

resource "aws_security_group" "admin" {
  name   = "admin"
  vpc_id = aws_vpc.main.id
  # netlint:ignore admin-port-open-to-world the office firewall is in front of it
  # (and of the rest)
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    description = "# netlint:ignore admin-port-open-to-world a text is no comment"
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "other" { // netlint:ignore admin-port-open-to-world until=2027-01-31 moved in spring
  name   = "other"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

module "door" {
  source = "./modules/door"
  vpc_id = aws_vpc.main.id
}

/* netlint:ignore admin-port-open-to-world */
resource "aws_vpc_security_group_ingress_rule" "desktop" {
  security_group_id = aws_security_group.other.id
  ip_protocol       = "tcp"
  from_port         = 3389
  to_port           = 3389
  cidr_ipv4         = "0.0.0.0/0"
}

# netlint:ignore vpc-without-flow-logs there is none here
output "vpc" { value = aws_vpc.main.id }
