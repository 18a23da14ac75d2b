variable "region" {
  type    = string
  default = "us-east-1"
}

variable "zones" {
  description = "Availability zones, and which of the blocks of addresses each gets."
  type        = map(number)
  default     = { us-east-1a = 0, us-east-1b = 1 }
}

variable "account_id" {
  description = "Account that the stack is deployed to."
  type        = string
  default     = "111122223333"
}

variable "name" {
  type    = string
  default = "visitor-book"
}

variable "vpc_cidr" {
  type    = string
  default = "10.0.0.0/16"
}

variable "app_port" {
  type    = number
  default = 8000
}

variable "image" {
  type    = string
  default = "111122223333.dkr.ecr.us-east-1.amazonaws.com/visitor-book:1.4.2"
}

variable "certificate_arn" {
  type    = string
  default = "arn:aws:acm:us-east-1:111122223333:certificate/0b2e8ac5-7c9f-4b7e-9d6e-3f4f5a6b7c8d"
}

variable "uploads_bucket" {
  type    = string
  default = "visitor-book-app-111122223333"
}

variable "trail_bucket" {
  type    = string
  default = "visitor-book-audit-111122223333"
}

variable "log_forwarder_arn" {
  description = "Lambda function that writes events of a log group to OpenSearch."
  type        = string
  default     = "arn:aws:lambda:us-east-1:111122223333:function:LogsToOpenSearch"
}

variable "logs_bucket" {
  type    = string
  default = "visitor-book-logs-111122223333"
}
