variable "vpc" { type = string }
variable "office" { type = string }

locals { admins = ["${var.office}/32"] }

resource "aws_security_group" "local" {
  vpc_id = var.vpc
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = local.admins
  }
}

resource "aws_security_group" "dynamic" {
  vpc_id = var.vpc
  dynamic "ingress" {
    for_each = [22]
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["${var.office}/32"]
    }
  }
}
