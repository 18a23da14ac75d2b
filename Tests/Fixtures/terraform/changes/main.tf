# A plan against what is there already.
# Must be seen: admin-port-open-to-world on kept (no-op), replaced (deleted and created, open afterwards), opened
# (updated in place, open afterwards), moved (known by its new address), created, and forgotten (Terraform lets go of
# it, and it stays as it was). Left alone: deleted (gone afterwards) and closed (updated, closed afterwards).

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "kept" {
  name   = "kept"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "replaced" {
  name   = "replacement"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "closed" {
  name   = "closed"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_security_group" "opened" {
  name   = "opened"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "moved" {
  name   = "moved"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "created" {
  name   = "created"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}

moved {
  from = aws_security_group.old_name
  to   = aws_security_group.moved
}

removed {
  from = aws_security_group.forgotten

  lifecycle {
    destroy = false
  }
}
