variable "ipv4_primary_cidr_block" { type = string }
variable "internet_gateway_enabled" {
  type = bool
  default = true
}
variable "default_security_group_deny_all" {
  type = bool
  default = true
}
locals {
  enabled = module.this.enabled
  internet_gateway_enabled = local.enabled && var.internet_gateway_enabled
}
module "label" {
  source = "../null-label"
  context = module.this.context
  attributes = ["vpc"]
}
resource "aws_vpc" "default" {
  count = local.enabled ? 1 : 0
  cidr_block = var.ipv4_primary_cidr_block
  enable_dns_hostnames = true
  enable_dns_support = true
  tags = module.label.tags
}
resource "aws_default_security_group" "default" {
  count = local.enabled && var.default_security_group_deny_all ? 1 : 0
  vpc_id = aws_vpc.default[0].id
  tags = merge(module.label.tags, { Name = "Default Security Group" })
}
resource "aws_internet_gateway" "default" {
  count = local.internet_gateway_enabled ? 1 : 0
  vpc_id = aws_vpc.default[0].id
  tags = module.label.tags
}
output "vpc_id" { value = one(aws_vpc.default[*].id) }
output "igw_id" { value = one(aws_internet_gateway.default[*].id) }
output "vpc_cidr_block" { value = one(aws_vpc.default[*].cidr_block) }
output "vpc_default_security_group_id" { value = one(aws_vpc.default[*].default_security_group_id) }
