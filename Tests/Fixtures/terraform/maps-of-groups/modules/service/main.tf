variable "vpc" {}

resource "aws_security_group" "this" {
  name_prefix = "service"
  vpc_id      = var.vpc
}

output "group" { value = aws_security_group.this.id }
