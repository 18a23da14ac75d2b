# A VPC, groups and instances by modules as the registry has them: which element a count takes, and what a local stands
# for, a plan does not say; it follows from what there is.
# Must be seen: the internet reaches the instances by the load balancer and the database by nobody but them; the
# bastion, open to two networks, may log in to the instances; what is private gets out by the one NAT gateway.
# No answer may be undecided.

provider "aws" { region = "eu-west-1" }
locals {
  name     = "prod"
  azs      = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
  vpc_cidr = "10.0.0.0/16"
}
module "vpc" {
  source             = "./modules/vpc"
  name               = local.name
  cidr               = local.vpc_cidr
  azs                = local.azs
  private_subnets    = [for k, v in local.azs : cidrsubnet(local.vpc_cidr, 8, k)]
  public_subnets     = [for k, v in local.azs : cidrsubnet(local.vpc_cidr, 8, k + 4)]
  database_subnets   = [for k, v in local.azs : cidrsubnet(local.vpc_cidr, 8, k + 8)]
  enable_nat_gateway = true
  single_nat_gateway = true
}
module "alb_sg" {
  source              = "./modules/sg"
  name                = "alb"
  vpc_id              = module.vpc.vpc_id
  ingress_cidr_blocks = ["0.0.0.0/0"]
  ingress_rules       = ["http-80-tcp", "https-443-tcp"]
  egress_rules        = ["all-all"]
}
module "web_sg" {
  source = "./modules/sg"
  name   = "web"
  vpc_id = module.vpc.vpc_id
  computed_ingress_with_source_security_group_id = [
    { rule = "http-80-tcp", source_security_group_id = module.alb_sg.security_group_id },
    { rule = "ssh-tcp", source_security_group_id = module.bastion_sg.security_group_id },
  ]
  number_of_computed_ingress_with_source_security_group_id = 2
  egress_rules                                             = ["all-all"]
}
module "bastion_sg" {
  source                   = "./modules/sg"
  name                     = "bastion"
  use_name_prefix          = false
  vpc_id                   = module.vpc.vpc_id
  ingress_with_cidr_blocks = [{ rule = "ssh-tcp", cidr_blocks = "203.0.113.0/24,198.51.100.7/32" }]
  egress_rules             = ["all-all"]
}
module "db_sg" {
  source                                                   = "./modules/sg"
  name                                                     = "db"
  vpc_id                                                   = module.vpc.vpc_id
  computed_ingress_with_source_security_group_id           = [{ rule = "postgresql-tcp", source_security_group_id = module.web_sg.security_group_id }]
  number_of_computed_ingress_with_source_security_group_id = 1
}
resource "aws_lb" "this" {
  name               = "web"
  load_balancer_type = "application"
  security_groups    = [module.alb_sg.security_group_id]
  subnets            = module.vpc.public_subnets
}
resource "aws_lb_target_group" "web" {
  name_prefix = "web-"
  port        = 80
  protocol    = "HTTP"
  vpc_id      = module.vpc.vpc_id
}
resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
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
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = "arn:aws:acm:eu-west-1:111122223333:certificate/1a2b"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
resource "aws_instance" "web" {
  count                  = 3
  ami                    = "ami-12345678"
  instance_type          = "t3.small"
  subnet_id              = element(module.vpc.private_subnets, count.index)
  vpc_security_group_ids = [module.web_sg.security_group_id]
}
resource "aws_lb_target_group_attachment" "web" {
  count            = length(aws_instance.web)
  target_group_arn = aws_lb_target_group.web.arn
  target_id        = aws_instance.web[count.index].id
  port             = 80
}
resource "aws_instance" "bastion" {
  ami                         = "ami-12345678"
  instance_type               = "t3.micro"
  subnet_id                   = module.vpc.public_subnets[0]
  associate_public_ip_address = true
  vpc_security_group_ids      = [module.bastion_sg.security_group_id]
}
resource "aws_db_instance" "this" {
  identifier                  = "app"
  engine                      = "postgres"
  engine_version              = "15.4"
  instance_class              = "db.t3.medium"
  allocated_storage           = 20
  username                    = "app"
  manage_master_user_password = true
  db_subnet_group_name        = module.vpc.database_subnet_group
  vpc_security_group_ids      = [module.db_sg.security_group_id]
  storage_encrypted           = true
  multi_az                    = true
  skip_final_snapshot         = true
}
