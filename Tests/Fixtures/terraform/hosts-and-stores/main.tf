# Containers on instances with ports that the host chooses, groups of a module whose rules are given as lists and maps, and the
# stores behind them: a proxy before a database, files, brokers, a search domain.

variable "name" { default = "shop" }
locals {
  azs = { a = "eu-central-1a", b = "eu-central-1b" }
}
resource "aws_vpc" "main" { cidr_block = "10.80.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "public" {
  for_each          = local.azs
  vpc_id            = aws_vpc.main.id
  availability_zone = each.value
  cidr_block        = cidrsubnet("10.80.0.0/16", 8, index(keys(local.azs), each.key))
}
resource "aws_subnet" "app" {
  for_each          = local.azs
  vpc_id            = aws_vpc.main.id
  availability_zone = each.value
  cidr_block        = cidrsubnet("10.80.0.0/16", 8, 10 + index(keys(local.azs), each.key))
}
resource "aws_subnet" "data" {
  for_each          = local.azs
  vpc_id            = aws_vpc.main.id
  availability_zone = each.value
  cidr_block        = cidrsubnet("10.80.0.0/16", 8, 20 + index(keys(local.azs), each.key))
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  for_each       = local.azs
  subnet_id      = aws_subnet.public[each.key].id
  route_table_id = aws_route_table.public.id
}

module "alb_group" {
  source             = "./modules/group"
  name               = "alb"
  vpc_id             = aws_vpc.main.id
  ingress_with_cidrs = { "0.0.0.0/0" = [80, 443] }
}
module "host_group" {
  source = "./modules/group"
  name   = "hosts"
  vpc_id = aws_vpc.main.id
  ingress_with_source = [
    { port = "32768-65535", source_security_group_id = module.alb_group.id },
  ]
}
module "task_group" {
  source = "./modules/group"
  name   = "tasks"
  vpc_id = aws_vpc.main.id
  ingress_with_source = [
    { port = "8080", source_security_group_id = module.alb_group.id },
  ]
}
module "proxy_group" {
  source = "./modules/group"
  name   = "proxy"
  vpc_id = aws_vpc.main.id
  ingress_with_source = [
    { port = "5432", source_security_group_id = module.task_group.id },
    { port = "5432", source_security_group_id = module.host_group.id },
  ]
}
module "db_group" {
  source = "./modules/group"
  name   = "db"
  vpc_id = aws_vpc.main.id
  ingress_with_source = [
    { port = "5432", source_security_group_id = module.proxy_group.id },
  ]
}
module "store_group" {
  source             = "./modules/group"
  name               = "stores"
  vpc_id             = aws_vpc.main.id
  self               = [2049]
  ingress_with_cidrs = { "10.80.10.0/24" = [2049, 443], "10.80.0.0/16" = [9098] }
}

resource "aws_lb" "main" {
  name            = var.name
  security_groups = [module.alb_group.id]
  subnets         = [for s in aws_subnet.public : s.id]
}
resource "aws_lb_target_group" "hosts" {
  name_prefix = "hosts-"
  port        = 80
  protocol    = "HTTP"
  vpc_id      = aws_vpc.main.id
}
resource "aws_lb_target_group" "tasks" {
  name        = "tasks"
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.main.id
}
resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.main.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.main.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.tasks.arn
  }
}
resource "aws_lb_listener_rule" "hosts" {
  listener_arn = aws_lb_listener.https.arn
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.hosts.arn
  }
  condition {
    path_pattern { values = ["/legacy/*"] }
  }
}

resource "aws_launch_template" "host" {
  name_prefix            = "host-"
  image_id               = "ami-0abcdef1234567890"
  instance_type          = "t3.large"
  vpc_security_group_ids = [module.host_group.id]
}
resource "aws_autoscaling_group" "hosts" {
  min_size            = 1
  max_size            = 4
  vpc_zone_identifier = values(aws_subnet.app)[*].id
  launch_template {
    id      = aws_launch_template.host.id
    version = "$Latest"
  }
  tag {
    key                 = "AmazonECSManaged"
    value               = true
    propagate_at_launch = true
  }
}
resource "aws_ecs_capacity_provider" "hosts" {
  name = "hosts"
  auto_scaling_group_provider {
    auto_scaling_group_arn = aws_autoscaling_group.hosts.arn
  }
}
resource "aws_ecs_cluster" "main" { name = var.name }
resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = [aws_ecs_capacity_provider.hosts.name]
}
resource "aws_ecs_task_definition" "bridge" {
  family       = "bridge"
  network_mode = "bridge"
  container_definitions = jsonencode([{
    name         = "legacy", image = "legacy:1", memory = 256,
    portMappings = [{ containerPort = 3000, hostPort = 0 }]
  }])
}
resource "aws_ecs_task_definition" "awsvpc" {
  family       = "tasks"
  network_mode = "awsvpc"
  container_definitions = jsonencode([{
    name         = "web", image = "web:1", memory = 256,
    portMappings = [{ containerPort = 8080 }]
  }])
}
resource "aws_ecs_service" "legacy" {
  name            = "legacy"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.bridge.arn
  desired_count   = 2
  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.hosts.name
    weight            = 1
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.hosts.arn
    container_name   = "legacy"
    container_port   = 3000
  }
}
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.awsvpc.arn
  desired_count   = 2
  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.hosts.name
    weight            = 1
  }
  network_configuration {
    subnets         = [for k, s in aws_subnet.app : s.id]
    security_groups = [module.task_group.id]
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.tasks.arn
    container_name   = "web"
    container_port   = 8080
  }
}

resource "aws_db_subnet_group" "main" { subnet_ids = [for s in aws_subnet.data : s.id] }
resource "aws_rds_cluster" "main" {
  cluster_identifier          = "main"
  engine                      = "aurora-postgresql"
  master_username             = "root"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.main.name
  vpc_security_group_ids      = [module.db_group.id]
}
resource "aws_rds_cluster_instance" "main" {
  count              = 2
  identifier         = "main-${count.index}"
  cluster_identifier = aws_rds_cluster.main.id
  engine             = aws_rds_cluster.main.engine
  instance_class     = "db.r6g.large"
}
resource "aws_db_proxy" "main" {
  name                   = "main"
  engine_family          = "POSTGRESQL"
  role_arn               = "arn:aws:iam::123456789012:role/proxy"
  vpc_subnet_ids         = [for s in aws_subnet.data : s.id]
  vpc_security_group_ids = [module.proxy_group.id]
  auth {
    auth_scheme = "SECRETS"
    iam_auth    = "REQUIRED"
    secret_arn  = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf"
  }
}
resource "aws_db_proxy_default_target_group" "main" { db_proxy_name = aws_db_proxy.main.name }
resource "aws_db_proxy_target" "main" {
  db_proxy_name         = aws_db_proxy.main.name
  target_group_name     = aws_db_proxy_default_target_group.main.name
  db_cluster_identifier = aws_rds_cluster.main.id
}
resource "aws_efs_file_system" "main" {}
resource "aws_efs_mount_target" "main" {
  for_each        = aws_subnet.data
  file_system_id  = aws_efs_file_system.main.id
  subnet_id       = each.value.id
  security_groups = [module.store_group.id]
}
resource "aws_msk_serverless_cluster" "main" {
  cluster_name = "main"
  vpc_config {
    subnet_ids         = [for s in aws_subnet.data : s.id]
    security_group_ids = [module.store_group.id]
  }
  client_authentication {
    sasl {
      iam { enabled = true }
    }
  }
}
resource "aws_opensearch_domain" "main" {
  domain_name = "main"
  cluster_config { instance_type = "t3.small.search" }
  ebs_options {
    ebs_enabled = true
    volume_size = 10
  }
  vpc_options {
    subnet_ids         = [aws_subnet.data["a"].id]
    security_group_ids = [module.store_group.id]
  }
}
resource "aws_instance" "tools" {
  for_each               = { a = "10.80.10.50", b = "10.80.11.50" }
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.app[each.key].id
  private_ip             = each.value
  vpc_security_group_ids = [module.host_group.id]
}
