# A Flask application on Fargate: a public Application Load Balancer, tasks and a PostgreSQL database in private subnets,
# secrets in Parameter Store, and a bastion for the administrators.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.90, < 6.0"
    }
  }
}

provider "aws" {
  region = var.region
}
