variable "vpc_id" { type = string }
variable "name" { type = string }
variable "cidrs" { type = list(string) }
variable "inbound" { type = list(map(string)) }
variable "outbound" { type = list(map(string)) }

resource "aws_subnet" "this" {
  count             = length(var.cidrs)
  vpc_id            = var.vpc_id
  cidr_block        = element(concat(var.cidrs, [""]), count.index)
  availability_zone = element(["eu-central-1a", "eu-central-1b"], count.index)
  tags              = { Name = format("%s-%d", var.name, count.index) }
}
resource "aws_network_acl" "this" {
  count      = length(var.cidrs) > 0 ? 1 : 0
  vpc_id     = var.vpc_id
  subnet_ids = aws_subnet.this[*].id
}
resource "aws_network_acl_rule" "inbound" {
  count           = length(var.inbound)
  network_acl_id  = aws_network_acl.this[0].id
  egress          = false
  rule_number     = var.inbound[count.index]["rule_number"]
  rule_action     = var.inbound[count.index]["rule_action"]
  from_port       = lookup(var.inbound[count.index], "from_port", null)
  to_port         = lookup(var.inbound[count.index], "to_port", null)
  icmp_code       = lookup(var.inbound[count.index], "icmp_code", null)
  icmp_type       = lookup(var.inbound[count.index], "icmp_type", null)
  protocol        = var.inbound[count.index]["protocol"]
  cidr_block      = lookup(var.inbound[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.inbound[count.index], "ipv6_cidr_block", null)
}
resource "aws_network_acl_rule" "outbound" {
  count           = length(var.outbound)
  network_acl_id  = aws_network_acl.this[0].id
  egress          = true
  rule_number     = var.outbound[count.index]["rule_number"]
  rule_action     = var.outbound[count.index]["rule_action"]
  from_port       = lookup(var.outbound[count.index], "from_port", null)
  to_port         = lookup(var.outbound[count.index], "to_port", null)
  icmp_code       = lookup(var.outbound[count.index], "icmp_code", null)
  icmp_type       = lookup(var.outbound[count.index], "icmp_type", null)
  protocol        = var.outbound[count.index]["protocol"]
  cidr_block      = lookup(var.outbound[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.outbound[count.index], "ipv6_cidr_block", null)
}
output "ids" { value = aws_subnet.this[*].id }
