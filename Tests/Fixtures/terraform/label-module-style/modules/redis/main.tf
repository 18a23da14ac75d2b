variable "vpc_id" { type = string }
variable "subnets" { type = list(string) }
variable "allowed_security_group_ids" {
  type = list(string)
  default = []
}
variable "port" {
  type = number
  default = 6379
}
locals {
  enabled = module.this.enabled
  elasticache_subnet_group_name = join("", aws_elasticache_subnet_group.default[*].name)
  sg_enabled = local.enabled
}
module "aws_security_group" {
  source = "../sg"
  enabled = local.sg_enabled
  rule_matrix = [{
    key = null
    source_security_group_ids = var.allowed_security_group_ids
    cidr_blocks = []
    rules = [{ key = "in", type = "ingress", from_port = var.port, to_port = var.port, protocol = "tcp", description = "Selectively allow inbound traffic" }]
  }]
  vpc_id = var.vpc_id
  context = module.this.context
  attributes = ["redis"]
}
resource "aws_elasticache_subnet_group" "default" {
  count = local.enabled ? 1 : 0
  name = module.this.id
  subnet_ids = var.subnets
}
resource "aws_elasticache_replication_group" "default" {
  count = local.enabled ? 1 : 0
  replication_group_id = module.this.id
  description = module.this.id
  node_type = "cache.t3.small"
  num_cache_clusters = 2
  port = var.port
  automatic_failover_enabled = true
  subnet_group_name = local.elasticache_subnet_group_name
  security_group_ids = concat(local.sg_enabled ? [module.aws_security_group.id] : [], [])
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
}
output "security_group_id" { value = module.aws_security_group.id }
