variable "name" { type = string }
variable "vpc_id" { type = string }
variable "ingress_with_source" {
  type    = list(object({ port = string, source_security_group_id = string }))
  default = []
}
variable "ingress_with_cidrs" {
  type    = map(list(number))
  default = {}
}
variable "self" {
  type    = set(number)
  default = []
}
resource "aws_security_group" "this" {
  name_prefix = "${var.name}-"
  vpc_id      = var.vpc_id
  lifecycle { create_before_destroy = true }
}
locals {
  cidr_rules = flatten([for cidr, ports in var.ingress_with_cidrs : [for p in ports : { cidr = cidr, port = p }]])
}
resource "aws_security_group_rule" "source" {
  count                    = length(var.ingress_with_source)
  security_group_id        = aws_security_group.this.id
  type                     = "ingress"
  protocol                 = "tcp"
  from_port                = tonumber(split("-", var.ingress_with_source[count.index].port)[0])
  to_port                  = tonumber(reverse(split("-", var.ingress_with_source[count.index].port))[0])
  source_security_group_id = var.ingress_with_source[count.index].source_security_group_id
}
resource "aws_security_group_rule" "cidr" {
  for_each          = { for r in local.cidr_rules : "${r.cidr}:${r.port}" => r }
  security_group_id = aws_security_group.this.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_blocks       = [each.value.cidr]
}
resource "aws_vpc_security_group_ingress_rule" "self" {
  for_each                     = toset([for p in var.self : tostring(p)])
  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = each.key
  to_port                      = each.key
}
resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.this.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
output "id" { value = aws_security_group.this.id }
