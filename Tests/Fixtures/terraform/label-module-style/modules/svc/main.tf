variable "vpc_id" { type = string }
variable "subnet_ids" { type = list(string) }
variable "alb_security_group" { type = string }
variable "target_group_arn" { type = string }
variable "container_port" { type = number }
locals {
  enabled = module.this.enabled
  ecs_service_task_exec_arn = one(aws_iam_role.ecs_exec[*].arn)
}
resource "aws_ecs_cluster" "default" {
  count = local.enabled ? 1 : 0
  name = module.this.id
}
data "aws_iam_policy_document" "ecs_task" {
  count = local.enabled ? 1 : 0
  statement {
    effect = "Allow"
    actions = ["sts:AssumeRole"]
    principals {
      type = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "ecs_task" {
  count = local.enabled ? 1 : 0
  name = "${module.this.id}-task"
  assume_role_policy = one(data.aws_iam_policy_document.ecs_task[*]["json"])
}
resource "aws_iam_role" "ecs_exec" {
  count = local.enabled ? 1 : 0
  name = "${module.this.id}-exec"
  assume_role_policy = one(data.aws_iam_policy_document.ecs_task[*].json)
}
resource "aws_ecs_task_definition" "default" {
  count = local.enabled ? 1 : 0
  family = module.this.id
  container_definitions = jsonencode([{ name = "app", image = "app:1", portMappings = [{ containerPort = var.container_port }] }])
  requires_compatibilities = ["FARGATE"]
  network_mode = "awsvpc"
  cpu = 256
  memory = 512
  execution_role_arn = local.ecs_service_task_exec_arn
  task_role_arn = one(aws_iam_role.ecs_task[*].arn)
}
resource "aws_security_group" "ecs_service" {
  count = local.enabled ? 1 : 0
  vpc_id = var.vpc_id
  name = "${module.this.id}-service"
  description = "Allow ALL egress from ECS service"
}
resource "aws_security_group_rule" "allow_all_egress" {
  count = local.enabled ? 1 : 0
  type = "egress"
  from_port = 0
  to_port = 0
  protocol = "-1"
  cidr_blocks = ["0.0.0.0/0"]
  security_group_id = one(aws_security_group.ecs_service[*]["id"])
}
resource "aws_security_group_rule" "alb" {
  count = local.enabled ? 1 : 0
  type = "ingress"
  from_port = var.container_port
  to_port = var.container_port
  protocol = "tcp"
  source_security_group_id = var.alb_security_group
  security_group_id = one(aws_security_group.ecs_service[*].id)
}
resource "aws_ecs_service" "default" {
  for_each = local.enabled ? toset(["default"]) : []
  name = module.this.id
  task_definition = "${join("", aws_ecs_task_definition.default[*].family)}:${join("", aws_ecs_task_definition.default[*].revision)}"
  cluster = one(aws_ecs_cluster.default[*].arn)
  desired_count = 2
  launch_type = "FARGATE"
  dynamic "load_balancer" {
    for_each = [{ container_name = "app", container_port = var.container_port, target_group_arn = var.target_group_arn }]
    content {
      container_name = load_balancer.value.container_name
      container_port = load_balancer.value.container_port
      target_group_arn = load_balancer.value.target_group_arn
    }
  }
  network_configuration {
    security_groups = compact(concat([], aws_security_group.ecs_service[*].id))
    subnets = var.subnet_ids
    assign_public_ip = false
  }
}
output "service_security_group_id" { value = one(aws_security_group.ecs_service[*].id) }
output "task_role_name" { value = one(aws_iam_role.ecs_task[*].name) }
