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

data "aws_subnet" "this" { id = element(var.subnets, 0) }
resource "aws_security_group" "this" {
  name_prefix = "${var.name}-"
  vpc_id      = data.aws_subnet.this.vpc_id
}
resource "aws_vpc_security_group_egress_rule" "this" {
  security_group_id = aws_security_group.this.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
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

resource "aws_launch_template" "this" {
  name_prefix            = "${var.name}-"
  image_id               = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.this.id]
}
resource "aws_autoscaling_group" "this" {
  min_size            = 1
  max_size            = 1
  vpc_zone_identifier = var.subnets
  dynamic "launch_template" {
    for_each = [1]
    content {
      id      = aws_launch_template.this.id
      version = aws_launch_template.this.latest_version
    }
  }
}
