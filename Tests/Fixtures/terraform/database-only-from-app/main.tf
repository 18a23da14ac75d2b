# Who may speak to a database.
# Must be seen: database-reachable-only-from-app on vpc (the whole VPC), alb (the load balancer's group), worker (a
# group that a bastion shares) and half (a CIDR that covers an application subnet and one nobody is in). Left alone:
# app (the application's group), subnet (a CIDR that is exactly the application's subnet), itself (the group itself,
# for replication) and closed (no rule).

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_subnet" "main" {
  for_each = {
    public_a   = ["10.0.0.0/24", "eu-central-1a"]
    public_b   = ["10.0.1.0/24", "eu-central-1b"]
    app        = ["10.0.2.0/24", "eu-central-1a"]
    empty      = ["10.0.3.0/24", "eu-central-1a"]
    database_a = ["10.0.4.0/24", "eu-central-1a"]
    database_b = ["10.0.5.0/24", "eu-central-1b"]
  }

  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value[0]
  availability_zone = each.value[1]
}

resource "aws_route_table_association" "public" {
  for_each = toset(["public_a", "public_b"])

  subnet_id      = aws_subnet.main[each.key].id
  route_table_id = aws_route_table.public.id
}

resource "aws_security_group" "alb" {
  name   = "alb"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol        = "tcp"
    from_port       = 8000
    to_port         = 8000
    security_groups = [aws_security_group.alb.id]
  }
}

resource "aws_security_group" "worker" {
  name   = "worker"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "bastion" {
  name   = "bastion"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["198.51.100.7/32"]
  }
}

resource "aws_lb" "main" {
  name            = "main"
  subnets         = [aws_subnet.main["public_a"].id, aws_subnet.main["public_b"].id]
  security_groups = [aws_security_group.alb.id]
}

resource "aws_lb_target_group" "app" {
  name     = "app"
  protocol = "HTTP"
  port     = 8000
  vpc_id   = aws_vpc.main.id
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.main.arn
  protocol          = "HTTPS"
  port              = 443
  certificate_arn   = "arn:aws:acm:eu-central-1:111122223333:certificate/0b2e8ac5-7c9f-4b7e-9d6e-3f4f5a6b7c8d"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}

resource "aws_instance" "app" {
  ami                         = "ami-0c7217cdde317cfec"
  instance_type               = "t4g.micro"
  subnet_id                   = aws_subnet.main["app"].id
  vpc_security_group_ids      = [aws_security_group.app.id]
  associate_public_ip_address = false
}

resource "aws_lb_target_group_attachment" "app" {
  target_group_arn = aws_lb_target_group.app.arn
  target_id        = aws_instance.app.id
}

resource "aws_instance" "bastion" {
  ami                         = "ami-0c7217cdde317cfec"
  instance_type               = "t4g.micro"
  subnet_id                   = aws_subnet.main["public_a"].id
  vpc_security_group_ids      = [aws_security_group.bastion.id, aws_security_group.worker.id]
  associate_public_ip_address = true
}

locals {
  databases = {
    vpc    = { cidr_ipv4 = "10.0.0.0/16" }
    alb    = { group = aws_security_group.alb.id }
    worker = { group = aws_security_group.worker.id }
    half   = { cidr_ipv4 = "10.0.2.0/23" }
    app    = { group = aws_security_group.app.id }
    subnet = { cidr_ipv4 = "10.0.2.0/24" }
    itself = {}
    closed = {}
  }
}

resource "aws_security_group" "database" {
  for_each = local.databases

  name   = "database-${each.key}"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "cidr" {
  for_each = toset(["vpc", "half", "subnet"])

  security_group_id = aws_security_group.database[each.key].id
  cidr_ipv4         = local.databases[each.key].cidr_ipv4
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
}

resource "aws_vpc_security_group_ingress_rule" "alb" {
  security_group_id            = aws_security_group.database["alb"].id
  referenced_security_group_id = aws_security_group.alb.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "worker" {
  security_group_id            = aws_security_group.database["worker"].id
  referenced_security_group_id = aws_security_group.worker.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "app" {
  security_group_id            = aws_security_group.database["app"].id
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "itself" {
  security_group_id            = aws_security_group.database["itself"].id
  referenced_security_group_id = aws_security_group.database["itself"].id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_db_subnet_group" "main" {
  name       = "main"
  subnet_ids = [aws_subnet.main["database_a"].id, aws_subnet.main["database_b"].id]
}

resource "aws_db_instance" "main" {
  for_each = local.databases

  identifier                  = each.key
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "postgres"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.main.name
  vpc_security_group_ids      = [aws_security_group.database[each.key].id]
  skip_final_snapshot         = true
}
