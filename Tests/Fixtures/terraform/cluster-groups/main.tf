# A cluster: its endpoint, its own group, nodes with groups of their own, pods that Fargate runs, services that talk.
resource "aws_vpc" "main" { cidr_block = "10.210.0.0/16" }
resource "aws_vpc_ipv4_cidr_block_association" "pods" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "100.64.0.0/16"
}
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "public" {
  count                   = 2
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet("10.210.0.0/16", 8, count.index)
  availability_zone       = ["eu-central-1a", "eu-central-1b"][count.index]
  map_public_ip_on_launch = true
}
resource "aws_subnet" "nodes" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.210.0.0/16", 8, 10 + count.index)
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}
resource "aws_subnet" "pods" {
  count             = 2
  vpc_id            = aws_vpc_ipv4_cidr_block_association.pods.vpc_id
  cidr_block        = cidrsubnet("100.64.0.0/16", 8, count.index)
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}
resource "aws_eks_cluster" "limited" {
  name     = "limited"
  role_arn = "arn:aws:iam::111122223333:role/eks"
  vpc_config {
    subnet_ids              = aws_subnet.nodes[*].id
    endpoint_private_access = true
    endpoint_public_access  = true
    public_access_cidrs     = ["203.0.113.0/24"]
  }
}
resource "aws_eks_cluster" "inside" {
  name     = "inside"
  role_arn = "arn:aws:iam::111122223333:role/eks"
  vpc_config {
    subnet_ids              = aws_subnet.nodes[*].id
    endpoint_private_access = true
    endpoint_public_access  = false
  }
}
resource "aws_eks_cluster" "open" {
  name     = "open"
  role_arn = "arn:aws:iam::111122223333:role/eks"
  vpc_config { subnet_ids = aws_subnet.nodes[*].id }
}
resource "aws_eks_node_group" "plain" {
  cluster_name    = aws_eks_cluster.limited.name
  node_group_name = "plain"
  node_role_arn   = "arn:aws:iam::111122223333:role/node"
  subnet_ids      = aws_subnet.nodes[*].id
  scaling_config {
    desired_size = 1
    max_size     = 1
    min_size     = 1
  }
}
resource "aws_launch_template" "own" {
  name                   = "own"
  image_id               = "ami-0abcdef1234567890"
  instance_type          = "t3.large"
  vpc_security_group_ids = [aws_security_group.own.id]
}
resource "aws_eks_node_group" "own" {
  cluster_name    = aws_eks_cluster.limited.name
  node_group_name = "own"
  node_role_arn   = "arn:aws:iam::111122223333:role/node"
  subnet_ids      = aws_subnet.public[*].id
  launch_template {
    id      = aws_launch_template.own.id
    version = 1
  }
  scaling_config {
    desired_size = 1
    max_size     = 1
    min_size     = 1
  }
}
resource "aws_eks_fargate_profile" "jobs" {
  cluster_name           = aws_eks_cluster.limited.name
  fargate_profile_name   = "jobs"
  pod_execution_role_arn = "arn:aws:iam::111122223333:role/pods"
  subnet_ids             = aws_subnet.nodes[*].id
  selector { namespace = "jobs" }
}
resource "aws_security_group" "own" {
  name   = "own"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 30080
    to_port     = 30080
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
# The database takes the cluster's own group, which nodes without a template and Fargate have, and the pods' block.
resource "aws_security_group" "db" {
  name   = "db"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = [aws_eks_cluster.limited.vpc_config[0].cluster_security_group_id]
  }
}
resource "aws_instance" "db" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.nodes[0].id
  vpc_security_group_ids = [aws_security_group.db.id]
}
resource "aws_vpc_security_group_ingress_rule" "cluster" {
  security_group_id            = aws_eks_cluster.limited.vpc_config[0].cluster_security_group_id
  referenced_security_group_id = aws_security_group.own.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}
# Services that connect to each other by names: the proxies do, by what their groups let through.
resource "aws_ecs_cluster" "main" { name = "main" }
resource "aws_service_discovery_http_namespace" "main" { name = "main" }
resource "aws_ecs_task_definition" "app" {
  for_each                 = toset(["web", "api"])
  family                   = each.key
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  container_definitions = jsonencode([{
    name = each.key, image = "nginx", essential = true
    portMappings = [{ name = "http", containerPort = 8080, appProtocol = "http" }]
  }])
}
resource "aws_security_group" "task" {
  for_each = toset(["web", "api"])
  name     = "task-${each.key}"
  vpc_id   = aws_vpc.main.id
}
resource "aws_vpc_security_group_egress_rule" "task" {
  for_each          = aws_security_group.task
  security_group_id = each.value.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_vpc_security_group_ingress_rule" "api" {
  security_group_id            = aws_security_group.task["api"].id
  referenced_security_group_id = aws_security_group.task["web"].id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}
resource "aws_ecs_service" "app" {
  for_each        = aws_ecs_task_definition.app
  name            = each.key
  cluster         = aws_ecs_cluster.main.id
  task_definition = each.value.arn
  launch_type     = "FARGATE"
  desired_count   = 1
  network_configuration {
    subnets         = aws_subnet.nodes[*].id
    security_groups = [aws_security_group.task[each.key].id]
  }
  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.main.arn
    service {
      port_name = "http"
      client_alias {
        port = 80
      }
    }
  }
}
