resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "open" {
  for_each = { ssh = 22, "r\"dp" = 3389 }

  name        = "port-${each.value}"
  description = "Open"
  vpc_id      = aws_vpc.main.id

  ingress {
    description = "World"
    protocol    = "tcp"
    from_port   = each.value
    to_port     = each.value
    cidr_blocks = ["0.0.0.0/0"]
  }
}
