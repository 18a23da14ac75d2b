variable "create" { default = true }
variable "use_name_prefix" { default = true }
variable "name" {}
variable "vpc_id" {}
variable "ingress_rules" { default = [] }
variable "ingress_cidr_blocks" { default = [] }
variable "ingress_with_cidr_blocks" { default = [] }
variable "ingress_with_source_security_group_id" { default = [] }
variable "computed_ingress_with_source_security_group_id" { default = [] }
variable "number_of_computed_ingress_with_source_security_group_id" { default = 0 }
variable "ingress_with_self" { default = [] }
variable "egress_rules" { default = [] }
variable "egress_cidr_blocks" { default = ["0.0.0.0/0"] }
variable "egress_ipv6_cidr_blocks" { default = ["::/0"] }
variable "rules" {
  type = map(list(any))
  default = {
    http-80-tcp    = [80, 80, "tcp", "HTTP"]
    https-443-tcp  = [443, 443, "tcp", "HTTPS"]
    ssh-tcp        = [22, 22, "tcp", "SSH"]
    postgresql-tcp = [5432, 5432, "tcp", "PostgreSQL"]
    all-all        = [-1, -1, "-1", "All protocols"]
    _              = ["", "", ""]
  }
}
locals { this_sg_id = var.create ? concat(aws_security_group.this.*.id, aws_security_group.this_name_prefix.*.id, [""])[0] : "" }
resource "aws_security_group" "this" {
  count  = var.create && !var.use_name_prefix ? 1 : 0
  name   = var.name
  vpc_id = var.vpc_id
}
resource "aws_security_group" "this_name_prefix" {
  count       = var.create && var.use_name_prefix ? 1 : 0
  name_prefix = "${var.name}-"
  description = "Security Group managed by Terraform"
  vpc_id      = var.vpc_id
  lifecycle { create_before_destroy = true }
}
resource "aws_security_group_rule" "ingress_rules" {
  count             = var.create ? length(var.ingress_rules) : 0
  security_group_id = local.this_sg_id
  type              = "ingress"
  cidr_blocks       = var.ingress_cidr_blocks
  description       = var.rules[var.ingress_rules[count.index]][3]
  from_port         = var.rules[var.ingress_rules[count.index]][0]
  to_port           = var.rules[var.ingress_rules[count.index]][1]
  protocol          = var.rules[var.ingress_rules[count.index]][2]
}
resource "aws_security_group_rule" "ingress_with_cidr_blocks" {
  count             = var.create ? length(var.ingress_with_cidr_blocks) : 0
  security_group_id = local.this_sg_id
  type              = "ingress"
  cidr_blocks       = split(",", lookup(var.ingress_with_cidr_blocks[count.index], "cidr_blocks", join(",", var.ingress_cidr_blocks)))
  from_port         = lookup(var.ingress_with_cidr_blocks[count.index], "from_port", var.rules[lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_")][0])
  to_port           = lookup(var.ingress_with_cidr_blocks[count.index], "to_port", var.rules[lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_")][1])
  protocol          = lookup(var.ingress_with_cidr_blocks[count.index], "protocol", var.rules[lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_")][2])
}
resource "aws_security_group_rule" "computed_ingress_with_source_security_group_id" {
  count                    = var.create ? var.number_of_computed_ingress_with_source_security_group_id : 0
  security_group_id        = local.this_sg_id
  type                     = "ingress"
  source_security_group_id = var.computed_ingress_with_source_security_group_id[count.index]["source_security_group_id"]
  from_port                = lookup(var.computed_ingress_with_source_security_group_id[count.index], "from_port", var.rules[lookup(var.computed_ingress_with_source_security_group_id[count.index], "rule", "_")][0])
  to_port                  = lookup(var.computed_ingress_with_source_security_group_id[count.index], "to_port", var.rules[lookup(var.computed_ingress_with_source_security_group_id[count.index], "rule", "_")][1])
  protocol                 = lookup(var.computed_ingress_with_source_security_group_id[count.index], "protocol", var.rules[lookup(var.computed_ingress_with_source_security_group_id[count.index], "rule", "_")][2])
}
resource "aws_security_group_rule" "ingress_with_self" {
  count             = var.create ? length(var.ingress_with_self) : 0
  security_group_id = local.this_sg_id
  type              = "ingress"
  self              = lookup(var.ingress_with_self[count.index], "self", true)
  from_port         = var.rules[lookup(var.ingress_with_self[count.index], "rule", "_")][0]
  to_port           = var.rules[lookup(var.ingress_with_self[count.index], "rule", "_")][1]
  protocol          = var.rules[lookup(var.ingress_with_self[count.index], "rule", "_")][2]
}
resource "aws_security_group_rule" "egress_rules" {
  count             = var.create ? length(var.egress_rules) : 0
  security_group_id = local.this_sg_id
  type              = "egress"
  cidr_blocks       = var.egress_cidr_blocks
  ipv6_cidr_blocks  = var.egress_ipv6_cidr_blocks
  from_port         = var.rules[var.egress_rules[count.index]][0]
  to_port           = var.rules[var.egress_rules[count.index]][1]
  protocol          = var.rules[var.egress_rules[count.index]][2]
}
output "security_group_id" { value = try(aws_security_group.this[0].id, aws_security_group.this_name_prefix[0].id, "") }
