variable "network" {
  type = object({ id = string, cidr_block = string })
}

variable "subnet_id" {
  type = string
}

variable "subnets" {
  type = list(string)
}

resource "aws_security_group" "this" {
  count = 2

  name   = "cell-${count.index}"
  vpc_id = var.network.id
}

resource "aws_network_interface" "this" {
  subnet_id       = var.subnet_id
  security_groups = aws_security_group.this[*].id
}

resource "aws_instance" "this" {
  count = 2

  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.nano"
  subnet_id              = var.subnets[count.index]
  vpc_security_group_ids = [aws_security_group.this[count.index].id]
}

output "group_ids" {
  value = aws_security_group.this[*].id
}

output "subnets" {
  value = var.subnets
}
