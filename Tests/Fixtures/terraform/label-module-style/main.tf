# Modules that take what they are called and whether they are there from a context: `module.this.enabled ? 1 : 0`
# everywhere, identifiers by `one(aws_x.default[*].id)` and `join("", …)`, and groups of rules that come from locals.
# `vpc_id` is of a VPC, although a plan shows only that it comes from the VPC: its default group is not what a local
# value of the module stands for. Which route table a local list has is not in the plan.

provider "aws" { region = "eu-central-1" }
variable "region" { default = "eu-central-1" }
module "vpc" {
  source = "./modules/vpc"
  ipv4_primary_cidr_block = "172.16.0.0/16"
  context = module.this.context
}
module "subnets" {
  source = "./modules/subnets"
  availability_zones = ["eu-central-1a", "eu-central-1b"]
  vpc_id = module.vpc.vpc_id
  igw_id = [module.vpc.igw_id]
  ipv4_cidr_block = [module.vpc.vpc_cidr_block]
  max_nats = 1
  context = module.this.context
}
module "alb" {
  source = "./modules/alb"
  vpc_id = module.vpc.vpc_id
  subnet_ids = module.subnets.public_subnet_ids
  certificate_arn = "arn:aws:acm:eu-central-1:111122223333:certificate/abc"
  context = module.this.context
  attributes = ["alb"]
}
module "svc" {
  source = "./modules/svc"
  vpc_id = module.vpc.vpc_id
  subnet_ids = module.subnets.private_subnet_ids
  alb_security_group = module.alb.security_group_id
  target_group_arn = module.alb.default_target_group_arn
  container_port = 8080
  context = module.this.context
  attributes = ["svc"]
}
module "rds" {
  source = "./modules/rds"
  vpc_id = module.vpc.vpc_id
  subnet_ids = module.subnets.private_subnet_ids
  security_group_ids = [module.svc.service_security_group_id, module.bastion_sg.id]
  database_port = 5432
  database_user = "admin1"
  database_password = "hunter2hunter2"
  context = module.this.context
  attributes = ["db"]
}
module "redis" {
  source = "./modules/redis"
  vpc_id = module.vpc.vpc_id
  subnets = module.subnets.private_subnet_ids
  allowed_security_group_ids = [module.svc.service_security_group_id]
  context = module.this.context
}
module "bastion_sg" {
  source = "./modules/sg"
  vpc_id = module.vpc.vpc_id
  rules = [{ key = "ssh", type = "ingress", from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["203.0.113.0/24"], description = "office" }]
  context = module.this.context
  attributes = ["bastion"]
}
resource "aws_instance" "bastion" {
  count = module.this.enabled ? 1 : 0
  ami = "ami-123"
  instance_type = "t3.micro"
  subnet_id = module.subnets.public_subnet_ids[0]
  vpc_security_group_ids = compact(concat([module.bastion_sg.id], []))
  associate_public_ip_address = true
}
