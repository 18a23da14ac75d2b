variable "name" { type = string }
variable "vpc_id" { type = string }
variable "subnets" { type = list(string) }
variable "tables" { type = list(string) }
variable "tables_too" { type = list(string) }
variable "more_tables" { type = list(string) }

locals {
  endpoints = { s3 = { tables = concat(var.tables, var.tables_too, var.more_tables) } }
  network = {
    assign_public_ip = false
    security_groups  = flatten([aws_security_group.this.id])
    subnets          = var.subnets
  }
}

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-"
  vpc_id      = var.vpc_id
}
resource "aws_ecs_cluster" "this" { name = var.name }
resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = aws_ecs_cluster.this.id
  task_definition = "app:1"
  launch_type     = "FARGATE"
  dynamic "network_configuration" {
    for_each = [local.network]
    content {
      assign_public_ip = network_configuration.value.assign_public_ip
      security_groups  = network_configuration.value.security_groups
      subnets          = network_configuration.value.subnets
    }
  }
}
resource "aws_vpc_endpoint" "this" {
  for_each          = local.endpoints
  vpc_id            = var.vpc_id
  service_name      = "com.amazonaws.eu-west-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = each.value.tables
}
