# trusted networks -> load balancer -> tasks -> database, and nothing beside it.

resource "aws_security_group" "alb" {
  name        = "${var.name}-alb"
  description = "Load balancer"
  vpc_id      = aws_vpc.main.id
}

resource "aws_security_group_rule" "alb_https" {
  security_group_id = aws_security_group.alb.id
  type              = "ingress"
  description       = "HTTPS from the offices and the VPN"
  protocol          = "tcp"
  from_port         = var.app_port
  to_port           = var.app_port
  cidr_blocks       = var.trusted_networks
}

resource "aws_security_group_rule" "alb_http" {
  security_group_id = aws_security_group.alb.id
  type              = "ingress"
  description       = "HTTP from the offices and the VPN, which is redirected"
  protocol          = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_blocks       = var.trusted_networks
}

resource "aws_security_group_rule" "alb_to_app" {
  security_group_id        = aws_security_group.alb.id
  type                     = "egress"
  description              = "Requests and health checks to the tasks"
  protocol                 = "tcp"
  from_port                = var.app_port
  to_port                  = var.app_port
  source_security_group_id = aws_security_group.app.id
}

resource "aws_security_group" "app" {
  name        = "${var.name}-app"
  description = "Tasks"
  vpc_id      = aws_vpc.main.id
}

resource "aws_security_group_rule" "app_from_alb" {
  security_group_id        = aws_security_group.app.id
  type                     = "ingress"
  description              = "Requests from the load balancer"
  protocol                 = "tcp"
  from_port                = var.app_port
  to_port                  = var.app_port
  source_security_group_id = aws_security_group.alb.id
}

resource "aws_security_group_rule" "app_to_services" {
  security_group_id = aws_security_group.app.id
  type              = "egress"
  description       = "AWS services"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group_rule" "app_to_database" {
  security_group_id        = aws_security_group.app.id
  type                     = "egress"
  description              = "Queries to the database"
  protocol                 = "tcp"
  from_port                = 5432
  to_port                  = 5432
  source_security_group_id = aws_security_group.database.id
}

resource "aws_security_group" "database" {
  name        = "${var.name}-database"
  description = "Database"
  vpc_id      = aws_vpc.main.id
}

resource "aws_security_group_rule" "database_from_app" {
  security_group_id        = aws_security_group.database.id
  type                     = "ingress"
  description              = "Queries from the tasks"
  protocol                 = "tcp"
  from_port                = 5432
  to_port                  = 5432
  source_security_group_id = aws_security_group.app.id
}
