variable "vpc_id" {}
variable "port" {}

resource "aws_security_group" "this" {
  description = "of a module"
  vpc_id      = var.vpc_id
}

module "rules" {
  source = "./rules"
  group  = aws_security_group.this.id
  port   = var.port
}
