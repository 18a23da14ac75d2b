# Dynamic blocks leave no expressions in a plan: the blocks are there, and what is unknown in them is not absent.

variable "ports" {
  type    = list(number)
  default = [80, 443]
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "source" {
  name   = "source"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "target" {
  name   = "target"
  vpc_id = aws_vpc.main.id

  dynamic "ingress" {
    for_each = var.ports

    content {
      protocol        = "tcp"
      from_port       = ingress.value
      to_port         = ingress.value
      security_groups = [aws_security_group.source.id]
    }
  }

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_lb_target_group" "app" {
  name        = "app"
  target_type = "ip"
  protocol    = "HTTP"
  port        = 80
  vpc_id      = aws_vpc.main.id
}

resource "aws_ecs_service" "app" {
  name          = "app"
  desired_count = 1

  dynamic "load_balancer" {
    for_each = var.ports

    content {
      container_name   = "app"
      container_port   = load_balancer.value
      target_group_arn = aws_lb_target_group.app.arn
    }
  }
}
