variable "target_security_group_id" {
  type = list(string)
  default = []
}
variable "create_before_destroy" {
  type = bool
  default = true
}
variable "preserve_security_group_id" {
  type = bool
  default = false
}
variable "allow_all_egress" {
  type = bool
  default = true
}
variable "vpc_id" { type = string }
variable "rules" {
  type = list(any)
  default = []
}
variable "rules_map" {
  type = any
  default = {}
}
variable "rule_matrix" {
  type = any
  default = []
}
locals {
  enabled = module.this.enabled
  create_security_group = local.enabled && length(var.target_security_group_id) == 0
  sg_create_before_destroy = var.create_before_destroy
  created_security_group = local.create_security_group ? (local.sg_create_before_destroy ? aws_security_group.cbd[0] : aws_security_group.default[0]) : null
  target_security_group_id = try(var.target_security_group_id[0], "")
  security_group_id = local.enabled ? (local.create_security_group ? local.created_security_group.id : local.target_security_group_id) : null
  rule_create_before_destroy = local.sg_create_before_destroy && !var.preserve_security_group_id

  rules = try(flatten(var.rules), var.rules)
  norm_rules = local.enabled && local.rules != null ? concat(local.extra_rules, [for i, rule in local.rules : {
    key = coalesce(lookup(rule, "key", null), "_list_[${i}]")
    type = rule.type
    from_port = rule.from_port
    to_port = rule.to_port
    protocol = rule.protocol
    description = lookup(rule, "description", "Managed by Terraform")
    cidr_blocks = try(length(rule.cidr_blocks), 0) > 0 ? rule.cidr_blocks : []
    ipv6_cidr_blocks = try(length(rule.ipv6_cidr_blocks), 0) > 0 ? rule.ipv6_cidr_blocks : []
    prefix_list_ids = try(length(rule.prefix_list_ids), 0) > 0 ? rule.prefix_list_ids : []
    source_security_group_id = lookup(rule, "source_security_group_id", null)
    self = lookup(rule, "self", null) == true ? true : null
    security_groups = []
  }]) : []
  extra_rules = local.allow_egress_rule
  allow_egress_rule = var.allow_all_egress ? [{
    key = "_allow_all_egress_"
    type = "egress"
    from_port = 0
    to_port = 0
    protocol = "-1"
    description = "Allow all egress"
    cidr_blocks = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
    prefix_list_ids = []
    self = null
    security_groups = []
    source_security_group_id = null
  }] : []
  norm_matrix = local.enabled && var.rule_matrix != null ? [for i, subject in var.rule_matrix : {
    key = coalesce(lookup(subject, "key", null), "_m[${i}]")
    source_security_group_ids = coalesce(lookup(subject, "source_security_group_ids", null), [])
    rules = [for i, rule in subject.rules : {
      key = coalesce(lookup(rule, "key", null), "r[${i}]")
      type = rule.type
      from_port = rule.from_port
      to_port = rule.to_port
      protocol = rule.protocol
      description = lookup(rule, "description", "Managed by Terraform")
    }]
    cidr_blocks = try(length(subject.cidr_blocks), 0) > 0 ? subject.cidr_blocks : []
    self = lookup(subject, "self", null) == true ? true : null
  }] : []
  sg_rules = flatten([for subject in local.norm_matrix : [for rule in subject.rules : [for i, sg in subject.source_security_group_ids : {
    key = "${subject.key}#${rule.key}#sg#${i}"
    type = rule.type
    from_port = rule.from_port
    to_port = rule.to_port
    protocol = rule.protocol
    description = rule.description
    cidr_blocks = []
    ipv6_cidr_blocks = []
    prefix_list_ids = []
    source_security_group_id = sg
    security_groups = [sg]
    self = null
  }]]])
  other_rules = flatten([for subject in local.norm_matrix : [for rule in subject.rules : {
    key = "${subject.key}#${rule.key}#cidr"
    type = rule.type
    from_port = rule.from_port
    to_port = rule.to_port
    protocol = rule.protocol
    description = rule.description
    cidr_blocks = subject.cidr_blocks
    ipv6_cidr_blocks = []
    prefix_list_ids = []
    source_security_group_id = null
    security_groups = []
    self = null
  } if length(subject.cidr_blocks) > 0]])
  norm_rules_map = local.enabled && var.rules_map != null ? concat([], [for k, rules in var.rules_map : [for i, rule in rules : {
    key = coalesce(lookup(rule, "key", null), "${k}[${i}]")
    type = rule.type
    from_port = rule.from_port
    to_port = rule.to_port
    protocol = rule.protocol
    description = lookup(rule, "description", "Managed by Terraform")
    cidr_blocks = try(length(rule.cidr_blocks), 0) > 0 ? rule.cidr_blocks : []
    ipv6_cidr_blocks = []
    prefix_list_ids = []
    source_security_group_id = lookup(rule, "source_security_group_id", null)
    self = lookup(rule, "self", null) == true ? true : null
    security_groups = []
  }]]...) : []
  all_rules = concat(local.norm_rules, local.norm_rules_map, local.sg_rules, local.other_rules)
  keyed_resource_rules = { for r in local.all_rules : r.key => r }
}
resource "aws_security_group" "default" {
  count = local.create_security_group && local.sg_create_before_destroy == false ? 1 : 0
  name = module.this.id
  description = "Managed by Terraform"
  vpc_id = var.vpc_id
  tags = module.this.tags
  revoke_rules_on_delete = false
}
resource "aws_security_group" "cbd" {
  count = local.create_security_group && local.sg_create_before_destroy == true ? 1 : 0
  name_prefix = "${module.this.id}-"
  description = "Managed by Terraform"
  vpc_id = var.vpc_id
  tags = module.this.tags
  lifecycle { create_before_destroy = true }
}
resource "aws_security_group_rule" "keyed" {
  for_each = local.rule_create_before_destroy ? local.keyed_resource_rules : {}
  lifecycle { create_before_destroy = true }
  security_group_id = local.security_group_id
  type = each.value.type
  from_port = each.value.from_port
  to_port = each.value.to_port
  protocol = each.value.protocol
  description = each.value.description
  cidr_blocks = length(each.value.cidr_blocks) == 0 ? null : each.value.cidr_blocks
  ipv6_cidr_blocks = length(each.value.ipv6_cidr_blocks) == 0 ? null : each.value.ipv6_cidr_blocks
  prefix_list_ids = length(each.value.prefix_list_ids) == 0 ? [] : each.value.prefix_list_ids
  self = each.value.self
  source_security_group_id = each.value.source_security_group_id
}
output "id" { value = local.enabled ? local.security_group_id : null }
output "arn" { value = try(local.created_security_group.arn, null) }
