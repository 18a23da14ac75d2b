variable "context" {
  type = any
  default = { enabled = true, namespace = null, stage = null, name = null, attributes = [], tags = {}, delimiter = null, label_order = [] }
}
variable "enabled" {
  type = bool
  default = null
}
variable "namespace" {
  type = string
  default = null
}
variable "stage" {
  type = string
  default = null
}
variable "name" {
  type = string
  default = null
}
variable "attributes" {
  type = list(string)
  default = []
}
variable "tags" {
  type = map(string)
  default = {}
}
locals {
  input = {
    enabled = var.enabled == null ? var.context.enabled : var.enabled
    namespace = var.namespace == null ? var.context.namespace : var.namespace
    stage = var.stage == null ? var.context.stage : var.stage
    name = var.name == null ? var.context.name : var.name
    attributes = compact(distinct(concat(coalesce(var.context.attributes, []), coalesce(var.attributes, []))))
    tags = merge(var.context.tags, var.tags)
    delimiter = "-"
    label_order = ["namespace", "stage", "name", "attributes"]
  }
  enabled = local.input.enabled
  id_context = { namespace = local.input.namespace, stage = local.input.stage, name = local.input.name, attributes = join("-", local.input.attributes) }
  labels = [for l in local.input.label_order : local.id_context[l] if length(coalesce(local.id_context[l], " ")) > 1]
  id = join("-", local.labels)
}
output "id" { value = local.enabled ? local.id : "" }
output "enabled" { value = local.enabled }
output "tags" { value = local.enabled ? merge(local.input.tags, { Name = local.id }) : {} }
output "context" { value = local.input }
