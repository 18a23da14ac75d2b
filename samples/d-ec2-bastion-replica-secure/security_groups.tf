resource "aws_security_group" "alb" {
  name        = "${var.name}-alb"
  description = "Load balancer"
  vpc_id      = aws_vpc.main.id

  ingress {
    description = "HTTP, which is redirected"
    protocol    = "tcp"
    from_port   = 80
    to_port     = 80
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    description = "HTTPS"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# A rule of its own: the two groups name each other.
resource "aws_security_group_rule" "alb_to_app" {
  security_group_id        = aws_security_group.alb.id
  type                     = "egress"
  description              = "Requests and health checks to the application"
  protocol                 = "tcp"
  from_port                = var.app_port
  to_port                  = var.app_port
  source_security_group_id = aws_security_group.app.id
}

resource "aws_security_group" "app" {
  name        = "${var.name}-app"
  description = "Application instances"
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

resource "aws_security_group_rule" "app_from_bastion" {
  security_group_id        = aws_security_group.app.id
  type                     = "ingress"
  description              = "SSH from the bastion"
  protocol                 = "tcp"
  from_port                = 22
  to_port                  = 22
  source_security_group_id = aws_security_group.bastion.id
}

resource "aws_security_group_rule" "app_to_services" {
  security_group_id = aws_security_group.app.id
  type              = "egress"
  description       = "AWS services and updates"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group_rule" "app_to_database" {
  security_group_id = aws_security_group.app.id
  type              = "egress"
  description       = "Queries to the database"
  protocol          = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_blocks       = aws_subnet.private[*].cidr_block
}

resource "aws_security_group" "database" {
  name        = "${var.name}-database"
  description = "Database"
  vpc_id      = aws_vpc.main.id

  ingress {
    description     = "Queries from the application"
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = [aws_security_group.app.id]
  }
}
