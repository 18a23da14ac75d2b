variable "vpc_id" {
  type = string
}

variable "group_id" {
  type = string
}

resource "aws_security_group" "own" {
  vpc_id      = var.vpc_id
  description = "Passed out of the module"
}

output "group" {
  value = aws_security_group.own.id
}
