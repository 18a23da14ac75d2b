module "this" {
  source = "../null-label"
  context = var.context
  enabled = var.enabled
  name = var.name
  attributes = var.attributes
}
variable "context" {
  type = any
  default = { enabled = true, namespace = null, stage = null, name = null, attributes = [], tags = {}, delimiter = null, label_order = [] }
}
variable "enabled" {
  type = bool
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
