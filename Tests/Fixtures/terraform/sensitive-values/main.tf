# Values marked sensitive are in the plan, with a mark beside them.
# Must be seen: the group is open to the world on 22 although its source is a sensitive variable.
# Sensitive is not unknown.

variable "office" {
  type      = string
  default   = "0.0.0.0/0"
  sensitive = true
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "ssh" {
  name   = "ssh"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = [var.office]
  }
}
