# Services behind a load balancer from maps: dynamic blocks for rules and actions, for expressions for subnets,
# jsonencode for policies.
# Must be seen: app-bypasses-load-balancer on aws_ecs_service.svc["web"], whose port admits the VPC and which a listener
# rule names; s3-not-least-privilege on the task role (the bucket's name is known). Undecided on svc["api"]: the dynamic
# blocks leave no reference in the plan, neither of the action's target group nor of the rule's group.

locals {
  name = "svc"
  services = {
    api = { port = 8000, public = true, cpu = 256 }
    web = { port = 3000, public = false, cpu = 256 }
  }
  sg_rules = [
    { port = 443, cidrs = ["0.0.0.0/0"] },
    { port = 80, cidrs = ["0.0.0.0/0"] },
  ]
}
resource "aws_vpc" "main" {
  cidr_block                       = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block = true
}
resource "aws_internet_gateway" "gw" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "public" {
  for_each          = { for i, az in ["eu-west-1a", "eu-west-1b"] : az => cidrsubnet(aws_vpc.main.cidr_block, 8, i) }
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value
  availability_zone = each.key
  ipv6_cidr_block   = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, index(["eu-west-1a", "eu-west-1b"], each.key))
}
resource "aws_subnet" "app" {
  for_each          = { for i, az in ["eu-west-1a", "eu-west-1b"] : az => cidrsubnet(aws_vpc.main.cidr_block, 8, i + 10) }
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value
  availability_zone = each.key
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.gw.id
  }
  route {
    ipv6_cidr_block = "::/0"
    gateway_id      = aws_internet_gateway.gw.id
  }
}
resource "aws_route_table_association" "public" {
  for_each       = aws_subnet.public
  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}
resource "aws_security_group" "alb" {
  name   = "${local.name}-alb"
  vpc_id = aws_vpc.main.id
  dynamic "ingress" {
    for_each = local.sg_rules
    iterator = r
    content {
      protocol         = "tcp"
      from_port        = r.value.port
      to_port          = r.value.port
      cidr_blocks      = r.value.cidrs
      ipv6_cidr_blocks = ["::/0"]
    }
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "svc" {
  for_each = local.services
  name     = "${local.name}-${each.key}"
  vpc_id   = aws_vpc.main.id
  dynamic "ingress" {
    for_each = each.value.public ? [1] : []
    content {
      protocol        = "tcp"
      from_port       = each.value.port
      to_port         = each.value.port
      security_groups = [aws_security_group.alb.id]
    }
  }
  dynamic "ingress" {
    for_each = each.value.public ? [] : [1]
    content {
      protocol    = "tcp"
      from_port   = each.value.port
      to_port     = each.value.port
      cidr_blocks = [aws_vpc.main.cidr_block]
    }
  }
}
resource "aws_lb" "this" {
  name            = local.name
  subnets         = [for s in aws_subnet.public : s.id]
  security_groups = [aws_security_group.alb.id]
  ip_address_type = "dualstack"
}
resource "aws_lb_target_group" "svc" {
  for_each    = local.services
  name        = each.key
  port        = each.value.port
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.main.id
}
resource "aws_lb_listener" "this" {
  for_each          = { http = { port = 80, protocol = "HTTP" }, https = { port = 443, protocol = "HTTPS" } }
  load_balancer_arn = aws_lb.this.arn
  port              = each.value.port
  protocol          = each.value.protocol
  certificate_arn   = each.key == "https" ? "arn:aws:acm:eu-west-1:111122223333:certificate/0b2e8ac5-7c9f-4b7e-9d6e-3f4f5a6b7c8d" : null
  dynamic "default_action" {
    for_each = each.key == "http" ? [1] : []
    content {
      type = "redirect"
      redirect {
        port        = "443"
        protocol    = "HTTPS"
        status_code = "HTTP_301"
      }
    }
  }
  dynamic "default_action" {
    for_each = each.key == "https" ? [1] : []
    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.svc["api"].arn
    }
  }
}
resource "aws_lb_listener_rule" "web" {
  listener_arn = aws_lb_listener.this["https"].arn
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.svc["web"].arn
  }
  condition {
    path_pattern { values = ["/web/*"] }
  }
}
resource "aws_ecs_cluster" "this" { name = "x" }
resource "aws_ecs_task_definition" "svc" {
  for_each                 = local.services
  family                   = each.key
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = each.value.cpu
  memory                   = 512
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode([{ name = each.key, image = "nginx", portMappings = [{ containerPort = each.value.port }] }])
}
resource "aws_ecs_service" "svc" {
  for_each        = local.services
  name            = each.key
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.svc[each.key].arn
  launch_type     = "FARGATE"
  desired_count   = 1
  network_configuration {
    subnets         = values(aws_subnet.app)[*].id
    security_groups = [aws_security_group.svc[each.key].id]
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.svc[each.key].arn
    container_name   = each.key
    container_port   = each.value.port
  }
}
resource "aws_s3_bucket" "data" { bucket = "my-data-bucket-12345" }
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "task" {
  name               = "task"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_policy" "data" {
  name = "data"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:*"], Resource = ["arn:aws:s3:::${aws_s3_bucket.data.bucket}", "arn:aws:s3:::${aws_s3_bucket.data.bucket}/*"] },
      { Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = "*" },
    ]
  })
}
resource "aws_iam_role_policy_attachment" "data" {
  role       = aws_iam_role.task.name
  policy_arn = aws_iam_policy.data.arn
}
