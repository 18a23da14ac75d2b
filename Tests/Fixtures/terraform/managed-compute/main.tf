# Services that AWS manages have interfaces in a VPC: builds, jobs, notebooks and endpoints for names reach what their groups
# may; most accept nothing. Programs in them run as the roles that they are given.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  region = "us-east-1"
}


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
resource "aws_subnet" "public" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/24"
  availability_zone       = "us-east-1a"
  map_public_ip_on_launch = true
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "us-east-1a"
}
resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "us-east-1b"
}

resource "aws_security_group" "client" {
  name   = "client"
  vpc_id = aws_vpc.main.id
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "data" {
  name   = "data"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 6379
    to_port         = 6379
    protocol        = "tcp"
    security_groups = [aws_security_group.client.id]
  }
}
# Admits itself, as Glue and Airflow want it.
resource "aws_security_group" "cluster" {
  name   = "cluster"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port = 0
    to_port   = 65535
    protocol  = "tcp"
    self      = true
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "open" {
  name   = "open"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_elasticache_subnet_group" "main" {
  name       = "main"
  subnet_ids = [aws_subnet.a.id]
}
resource "aws_elasticache_replication_group" "main" {
  replication_group_id = "main"
  description          = "sessions"
  subnet_group_name    = aws_elasticache_subnet_group.main.name
  security_group_ids   = [aws_security_group.data.id]
}

resource "aws_iam_role" "work" {
  name = "work"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ["codebuild.amazonaws.com", "glue.amazonaws.com"] } }]
  })
}
resource "aws_iam_role_policy" "work" {
  role = aws_iam_role.work.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }]
  })
}

resource "aws_codebuild_project" "inside" {
  name         = "inside"
  service_role = aws_iam_role.work.arn
  artifacts {
    type = "NO_ARTIFACTS"
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
  }
  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2"
  }
  vpc_config {
    vpc_id             = aws_vpc.main.id
    subnets            = [aws_subnet.public.id]
    security_group_ids = [aws_security_group.client.id]
  }
}
resource "aws_codebuild_project" "outside" {
  name         = "outside"
  service_role = aws_iam_role.work.arn
  artifacts {
    type = "NO_ARTIFACTS"
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
  }
  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2"
  }
}
resource "aws_apprunner_vpc_connector" "main" {
  vpc_connector_name = "main"
  subnets            = [aws_subnet.a.id, aws_subnet.b.id]
  security_groups    = [aws_security_group.client.id]
}
resource "aws_glue_connection" "main" {
  name            = "main"
  connection_type = "NETWORK"
  physical_connection_requirements {
    availability_zone      = "us-east-1b"
    security_group_id_list = [aws_security_group.cluster.id]
    subnet_id              = aws_subnet.b.id
  }
}
resource "aws_glue_job" "main" {
  name        = "main"
  role_arn    = aws_iam_role.work.arn
  connections = [aws_glue_connection.main.name]
  command {
    script_location = "s3://scripts/job.py"
  }
}
resource "aws_sagemaker_notebook_instance" "main" {
  name            = "main"
  role_arn        = aws_iam_role.work.arn
  instance_type   = "ml.t3.medium"
  subnet_id       = aws_subnet.a.id
  security_groups = [aws_security_group.client.id]
}
resource "aws_batch_compute_environment" "machines" {
  compute_environment_name = "machines"
  type                     = "MANAGED"
  compute_resources {
    type               = "EC2"
    instance_role      = "arn:aws:iam::111122223333:instance-profile/batch"
    instance_type      = ["m5.large"]
    max_vcpus          = 16
    subnets            = [aws_subnet.public.id]
    security_group_ids = [aws_security_group.open.id]
  }
}
resource "aws_batch_compute_environment" "fargate" {
  compute_environment_name = "fargate"
  type                     = "MANAGED"
  compute_resources {
    type               = "FARGATE"
    max_vcpus          = 16
    subnets            = [aws_subnet.public.id]
    security_group_ids = [aws_security_group.open.id]
  }
}
resource "aws_route53_resolver_endpoint" "inbound" {
  name               = "inbound"
  direction          = "INBOUND"
  security_group_ids = [aws_security_group.open.id]
  ip_address {
    subnet_id = aws_subnet.a.id
  }
  ip_address {
    subnet_id = aws_subnet.b.id
  }
}
resource "aws_route53_resolver_endpoint" "outbound" {
  name               = "outbound"
  direction          = "OUTBOUND"
  security_group_ids = [aws_security_group.open.id]
  ip_address {
    subnet_id = aws_subnet.a.id
  }
  ip_address {
    subnet_id = aws_subnet.b.id
  }
}

# Started by events and schedules, tasks are what a service without load balancers is.
resource "aws_ecs_cluster" "main" {
  name = "main"
}
resource "aws_iam_role" "task" {
  name = "task"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy" "task" {
  role = aws_iam_role.task.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:ReceiveMessage", Resource = "*" }]
  })
}
resource "aws_ecs_task_definition" "report" {
  family                   = "report"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode([{ name = "report", image = "report:1" }])
}
resource "aws_cloudwatch_event_rule" "nightly" {
  schedule_expression = "rate(1 day)"
}
resource "aws_cloudwatch_event_target" "report" {
  rule     = aws_cloudwatch_event_rule.nightly.name
  arn      = aws_ecs_cluster.main.arn
  role_arn = "arn:aws:iam::111122223333:role/events"
  ecs_target {
    task_definition_arn = aws_ecs_task_definition.report.arn
    launch_type         = "FARGATE"
    network_configuration {
      subnets         = [aws_subnet.a.id]
      security_groups = [aws_security_group.client.id]
    }
  }
}
resource "aws_cloudwatch_event_target" "queue" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = "arn:aws:sqs:us-east-1:111122223333:nightly"
}
resource "aws_scheduler_schedule" "report" {
  schedule_expression = "rate(1 day)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = aws_ecs_cluster.main.arn
    role_arn = "arn:aws:iam::111122223333:role/scheduler"
    ecs_parameters {
      task_definition_arn = aws_ecs_task_definition.report.arn
      launch_type         = "FARGATE"
      network_configuration {
        subnets          = [aws_subnet.public.id]
        security_groups  = [aws_security_group.client.id]
        assign_public_ip = true
      }
    }
  }
}
