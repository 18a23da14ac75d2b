# ECS on EC2: instances join the cluster by their user data, in each way that a plan has it. The tasks of the service
# have no network of their own and are where the instances of "main" are.

provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.0.0/24"
}

resource "aws_security_group" "hosts" {
  vpc_id      = aws_vpc.main.id
  description = "Container instances"

  ingress {
    description = "From the VPC"
    from_port   = 32768
    to_port     = 65535
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_ecs_cluster" "main" {
  name = "main"
}

resource "aws_ecs_cluster" "other" {
  name = "other"
}

resource "aws_launch_template" "main" {
  image_id               = "ami-0123456789abcdef0"
  instance_type          = "t3.small"
  vpc_security_group_ids = [aws_security_group.hosts.id]
  user_data = base64encode(<<-SCRIPT
    #!/bin/bash
    echo "ECS_CLUSTER=${aws_ecs_cluster.main.name}" >> /etc/ecs/ecs.config
  SCRIPT
  )
}

resource "aws_autoscaling_group" "main" {
  min_size            = 1
  max_size            = 2
  vpc_zone_identifier = [aws_subnet.a.id]

  launch_template {
    id      = aws_launch_template.main.id
    version = "$Latest"
  }
}

resource "aws_instance" "other" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.a.id
  vpc_security_group_ids = [aws_security_group.hosts.id]
  user_data_base64       = base64encode("ECS_CLUSTER='${aws_ecs_cluster.other.name}'")
}

resource "aws_ecs_task_definition" "main" {
  family       = "main"
  network_mode = "bridge"

  container_definitions = jsonencode([{
    name         = "main"
    image        = "httpd:2.4"
    memory       = 128
    essential    = true
    portMappings = [{ containerPort = 80 }]
  }])
}

resource "aws_ecs_service" "main" {
  name            = "main"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.main.arn
  desired_count   = 1
}

resource "aws_ecs_service" "other" {
  name            = "other"
  cluster         = aws_ecs_cluster.other.id
  task_definition = aws_ecs_task_definition.main.arn
  desired_count   = 1
  launch_type     = "EC2"
}
