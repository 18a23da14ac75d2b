# A highly available web application: an Application Load Balancer in public subnets, Fargate tasks in private ones, a
# PostgreSQL database in subnets without a route out of the VPC, and what is recorded of it all: logs, a trail, alarms.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = var.region
}
