// swift-format-ignore-file

extension Tables {
  /// Known ways from some permissions to more.
  static let escalationMethods: StaticString = ####"""
IAM-CreatePolicyVersion	self	iam:CreatePolicyVersion		iam:policy	create a new default version of a customer-managed policy attached to self
IAM-SetDefaultPolicyVersion	self	iam:SetDefaultPolicyVersion		iam:policy	switch an attached policy to another existing version
IAM-AttachUserPolicy	self	iam:AttachUserPolicy		iam:user	attach a managed policy to own user
IAM-AttachGroupPolicy	self	iam:AttachGroupPolicy		iam:group	attach a managed policy to a group of own user
IAM-AttachRolePolicy	self	iam:AttachRolePolicy		iam:role	attach a managed policy to own role (or an assumable role)
IAM-PutUserPolicy	self	iam:PutUserPolicy		iam:user	write an inline policy on own user
IAM-PutGroupPolicy	self	iam:PutGroupPolicy		iam:group	write an inline policy on own group
IAM-PutRolePolicy	self	iam:PutRolePolicy		iam:role	write an inline policy on own role (or an assumable role)
IAM-AddUserToGroup	self	iam:AddUserToGroup		iam:group	add own user to a more privileged group
IAM-CreateAccessKey	other-principal	iam:CreateAccessKey		iam:user	create an access key for another user
IAM-RotateAccessKey	other-principal	iam:CreateAccessKey iam:DeleteAccessKey		iam:user	delete then create another user's access key
IAM-CreateLoginProfile	other-principal	iam:CreateLoginProfile		iam:user	set an initial console password for another user
IAM-UpdateLoginProfile	other-principal	iam:UpdateLoginProfile		iam:user	change another user's console password
IAM-UpdateAssumeRolePolicy	other-principal	iam:UpdateAssumeRolePolicy		iam:role	rewrite a role's trust policy to trust self
IAM-UpdateAssumeRolePolicy+AssumeRole	other-principal	iam:UpdateAssumeRolePolicy sts:AssumeRole		iam:role	rewrite a role's trust policy, then assume it
STS-AssumeRole	other-principal	sts:AssumeRole		iam:role	assume a more privileged role whose trust policy admits the principal
IAM-AttachUserPolicy+CreateAccessKey	other-principal	iam:AttachUserPolicy iam:CreateAccessKey		iam:user	AttachUserPolicy on another principal, then CreateAccessKey
IAM-PutUserPolicy+CreateAccessKey	other-principal	iam:PutUserPolicy iam:CreateAccessKey		iam:user	PutUserPolicy on another principal, then CreateAccessKey
IAM-CreatePolicyVersion+AssumeRole	other-principal	iam:CreatePolicyVersion sts:AssumeRole		iam:role	CreatePolicyVersion on another principal, then AssumeRole
IAM-AttachRolePolicy+UpdateAssumeRolePolicy	other-principal	iam:AttachRolePolicy iam:UpdateAssumeRolePolicy		iam:role	AttachRolePolicy on another principal, then UpdateAssumeRolePolicy
IAM-CreatePolicyVersion+UpdateAssumeRolePolicy	other-principal	iam:CreatePolicyVersion iam:UpdateAssumeRolePolicy		iam:role	CreatePolicyVersion on another principal, then UpdateAssumeRolePolicy
IAM-PutRolePolicy+UpdateAssumeRolePolicy	other-principal	iam:PutRolePolicy iam:UpdateAssumeRolePolicy		iam:role	PutRolePolicy on another principal, then UpdateAssumeRolePolicy
IAM-AttachRolePolicy+AssumeRole	other-principal	iam:AttachRolePolicy sts:AssumeRole		iam:role	AttachRolePolicy on another principal, then AssumeRole
IAM-PutRolePolicy+AssumeRole	other-principal	iam:PutRolePolicy sts:AssumeRole		iam:role	PutRolePolicy on another principal, then AssumeRole
IAM-DeleteRolePermissionsBoundary	guardrail	iam:DeleteRolePermissionsBoundary		iam:role	remove the permissions boundary of own role
IAM-PutRolePermissionsBoundary	guardrail	iam:PutRolePermissionsBoundary		iam:role	replace the permissions boundary of own role
IAM-DetachRolePolicy	guardrail	iam:DetachRolePolicy		iam:role	detach a deny-carrying managed policy from own role
IAM-DeleteRolePolicy	guardrail	iam:DeleteRolePolicy		iam:role	delete a deny-carrying inline policy from own role
IAM-DeleteUserPermissionsBoundary	guardrail	iam:DeleteUserPermissionsBoundary		iam:user	remove the permissions boundary of own user
IAM-PutUserPermissionsBoundary	guardrail	iam:PutUserPermissionsBoundary		iam:user	replace the permissions boundary of own user
IAM-DetachUserPolicy	guardrail	iam:DetachUserPolicy		iam:user	detach a deny-carrying managed policy from own user
IAM-DeleteUserPolicy	guardrail	iam:DeleteUserPolicy		iam:user	delete a deny-carrying inline policy from own user
IAM-ServiceSpecificCredential	other-principal	iam:CreateServiceSpecificCredential|iam:ResetServiceSpecificCredential			create/reset another user's service-specific credential (CodeCommit, Keyspaces, Bedrock)
IAM-UpdateAccessKey	other-principal	iam:UpdateAccessKey		iam:user	re-activate another user's disabled key
IAM-MFA-Takeover	other-principal	iam:CreateVirtualMFADevice iam:EnableMFADevice		iam:user	enrol an own MFA device for another user
IAM-FederationTrust	other-principal	iam:UpdateSAMLProvider|iam:CreateSAMLProvider|iam:UpdateOpenIDConnectProviderThumbprint|iam:AddClientIDToOpenIDConnectProvider			change a SAML/OIDC provider trusted by roles
PassRole-Lambda-Invoke	new-passrole	iam:PassRole lambda:CreateFunction lambda:InvokeFunction	lambda.amazonaws.com	iam:role	new Lambda function with role, invoke it
PassRole-Lambda-AddPermission	new-passrole	iam:PassRole lambda:CreateFunction lambda:AddPermission	lambda.amazonaws.com	iam:role	new Lambda function, invoked from another account
PassRole-Lambda-EventSource	new-passrole	iam:PassRole lambda:CreateFunction lambda:CreateEventSourceMapping	lambda.amazonaws.com	iam:role	new Lambda function triggered by a stream/queue
PassRole-Lambda-NewDynamoStream	new-passrole	iam:PassRole lambda:CreateFunction lambda:CreateEventSourceMapping dynamodb:CreateTable dynamodb:PutItem	lambda.amazonaws.com	iam:role	new Lambda function triggered by a new DynamoDB table
PassRole-Lambda-Create	new-passrole	iam:PassRole lambda:CreateFunction	lambda.amazonaws.com	iam:role	new Lambda function with role (any trigger)
PassRole-Lambda-UpdateConfig	new-passrole	iam:PassRole lambda:UpdateFunctionConfiguration	lambda.amazonaws.com	iam:role	swap the role of an existing function
PassRole-EC2-RunInstances	new-passrole	iam:PassRole ec2:RunInstances	ec2.amazonaws.com	iam:role	launch an instance with an existing instance profile
PassRole-EC2-SpotInstances	new-passrole	iam:PassRole ec2:RequestSpotInstances	ec2.amazonaws.com	iam:role	request spot instances with an instance profile
PassRole-EC2-AssociateProfile	new-passrole	iam:PassRole ec2:AssociateIamInstanceProfile	ec2.amazonaws.com	iam:role	attach an instance profile to an accessible running instance
PassRole-EC2-ReplaceProfile	new-passrole	iam:PassRole ec2:ReplaceIamInstanceProfileAssociation	ec2.amazonaws.com	iam:role	replace the instance profile of an accessible instance
PassRole-ASG-LaunchConfiguration	new-passrole	iam:PassRole autoscaling:CreateLaunchConfiguration autoscaling:CreateAutoScalingGroup|autoscaling:UpdateAutoScalingGroup	ec2.amazonaws.com	iam:role	launch configuration + auto scaling group
PassRole-ASG-LaunchTemplate	new-passrole	iam:PassRole ec2:CreateLaunchTemplate autoscaling:CreateAutoScalingGroup|autoscaling:UpdateAutoScalingGroup	ec2.amazonaws.com	iam:role	launch template + auto scaling group
PassRole-CFN-CreateStack	new-passrole	iam:PassRole cloudformation:CreateStack	cloudformation.amazonaws.com	iam:role	new stack with service role
PassRole-CFN-UpdateStack	new-passrole	iam:PassRole cloudformation:UpdateStack	cloudformation.amazonaws.com	iam:role	set a new service role on an existing stack
PassRole-CFN-StackSet	new-passrole	iam:PassRole cloudformation:CreateStackSet cloudformation:CreateStackInstances	cloudformation.amazonaws.com	iam:role	new stack set with administration role
PassRole-CFN-UpdateStackSet	new-passrole	iam:PassRole cloudformation:UpdateStackSet	cloudformation.amazonaws.com	iam:role	update a stack set with a passed role
PassRole-CodeBuild-Create	new-passrole	iam:PassRole codebuild:CreateProject codebuild:StartBuild	codebuild.amazonaws.com	iam:role	new build project, start build
PassRole-CodeBuild-CreateBatch	new-passrole	iam:PassRole codebuild:CreateProject codebuild:StartBuildBatch	codebuild.amazonaws.com	iam:role	new build project, start batch build
PassRole-CodeBuild-Update	new-passrole	iam:PassRole codebuild:UpdateProject codebuild:StartBuild|codebuild:StartBuildBatch	codebuild.amazonaws.com	iam:role	swap the role of an existing project, then build
PassRole-SageMaker-Notebook	new-passrole	iam:PassRole sagemaker:CreateNotebookInstance	sagemaker.amazonaws.com	iam:role	new notebook instance
PassRole-SageMaker-NotebookUrl	new-passrole	iam:PassRole sagemaker:CreateNotebookInstance sagemaker:CreatePresignedNotebookInstanceUrl	sagemaker.amazonaws.com	iam:role	new notebook instance + presigned URL
PassRole-SageMaker-Training	new-passrole	iam:PassRole sagemaker:CreateTrainingJob	sagemaker.amazonaws.com	iam:role	new training job
PassRole-SageMaker-Processing	new-passrole	iam:PassRole sagemaker:CreateProcessingJob	sagemaker.amazonaws.com	iam:role	new processing job
PassRole-ECS-CreateService	new-passrole	iam:PassRole ecs:RegisterTaskDefinition ecs:CreateService	ecs-tasks.amazonaws.com	iam:role	new task definition with task role, service
PassRole-ECS-RunTask	new-passrole	iam:PassRole ecs:RegisterTaskDefinition ecs:RunTask	ecs-tasks.amazonaws.com	iam:role	new task definition with task role, run-task
PassRole-ECS-StartTask	new-passrole	iam:PassRole ecs:RegisterTaskDefinition ecs:StartTask	ecs-tasks.amazonaws.com	iam:role	new task definition with task role, start-task
PassRole-ECS-CreateCluster-CreateService	new-passrole	iam:PassRole ecs:CreateCluster ecs:RegisterTaskDefinition ecs:CreateService	ecs-tasks.amazonaws.com	iam:role	new task definition with task role, cluster + service
PassRole-ECS-CreateCluster-RunTask	new-passrole	iam:PassRole ecs:CreateCluster ecs:RegisterTaskDefinition ecs:RunTask	ecs-tasks.amazonaws.com	iam:role	new task definition with task role, cluster + run-task
PassRole-Glue-DevEndpoint	new-passrole	iam:PassRole glue:CreateDevEndpoint	glue.amazonaws.com	iam:role	new Glue development endpoint
PassRole-Glue-CreateJob	new-passrole	iam:PassRole glue:CreateJob glue:StartJobRun	glue.amazonaws.com	iam:role	new Glue job, run it
PassRole-Glue-CreateJobTrigger	new-passrole	iam:PassRole glue:CreateJob glue:CreateTrigger	glue.amazonaws.com	iam:role	new Glue job, triggered
PassRole-Glue-UpdateJob	new-passrole	iam:PassRole glue:UpdateJob glue:StartJobRun	glue.amazonaws.com	iam:role	swap role+script of a Glue job, run it
PassRole-Glue-UpdateJobTrigger	new-passrole	iam:PassRole glue:UpdateJob glue:CreateTrigger	glue.amazonaws.com	iam:role	swap role+script of a Glue job, triggered
PassRole-DataPipeline	new-passrole	iam:PassRole datapipeline:CreatePipeline datapipeline:PutPipelineDefinition datapipeline:ActivatePipeline	datapipeline.amazonaws.com	iam:role	new data pipeline
PassRole-DataPipeline-short	new-passrole	iam:PassRole datapipeline:CreatePipeline	datapipeline.amazonaws.com	iam:role	new data pipeline, defined and started by others
PassRole-AppRunner	new-passrole	iam:PassRole apprunner:CreateService	tasks.apprunner.amazonaws.com	iam:role	new App Runner service
PassRole-Bedrock-CodeInterpreter	new-passrole	iam:PassRole bedrock-agentcore:CreateCodeInterpreter bedrock-agentcore:StartCodeInterpreterSession bedrock-agentcore:InvokeCodeInterpreter	bedrock-agentcore.amazonaws.com	iam:role	new AgentCore code interpreter
PassRole-CodeStar	new-passrole	iam:PassRole codestar:CreateProject	codestar.amazonaws.com	iam:role	new CodeStar project (service retired 2024)
PassRole-StepFunctions	new-passrole	iam:PassRole states:CreateStateMachine states:StartExecution	states.amazonaws.com	iam:role	new state machine calling AWS SDK integrations
PassRole-EventBridgeScheduler	new-passrole	iam:PassRole scheduler:CreateSchedule	scheduler.amazonaws.com	iam:role	new schedule with universal target
PassRole-Batch	new-passrole	iam:PassRole batch:RegisterJobDefinition batch:SubmitJob	ecs-tasks.amazonaws.com	iam:role	new Batch job definition with job role
PassRole-SSM-Automation	new-passrole	iam:PassRole ssm:StartAutomationExecution	ssm.amazonaws.com	iam:role	automation document with AutomationAssumeRole
PassRole-EMR	new-passrole	iam:PassRole elasticmapreduce:RunJobFlow	elasticmapreduce.amazonaws.com	iam:role	new EMR cluster with service + instance roles
PassRole-RolesAnywhere	new-passrole	iam:PassRole rolesanywhere:CreateTrustAnchor rolesanywhere:CreateProfile	rolesanywhere.amazonaws.com	iam:role	own CA as trust anchor for a role trusting Roles Anywhere
PassRole-EKS-PodIdentity	new-passrole	iam:PassRole eks:CreatePodIdentityAssociation	pods.eks.amazonaws.com	iam:role	bind role to a controllable service account
PassRole-Cognito-IdentityPool	new-passrole	iam:PassRole cognito-identity:SetIdentityPoolRoles	cognito-identity.amazonaws.com	iam:role	give an identity pool a privileged role (trust is Federated)
Existing-Lambda-UpdateCode	existing-role	lambda:UpdateFunctionCode		lambda:function	replace code of an existing function
Existing-Lambda-UpdateCodeInvoke	existing-role	lambda:UpdateFunctionCode lambda:InvokeFunction		lambda:function	replace code, invoke
Existing-Lambda-UpdateCodeAddPermission	existing-role	lambda:UpdateFunctionCode lambda:AddPermission		lambda:function	replace code, invoke from elsewhere
Existing-Lambda-Layer	existing-role	lambda:UpdateFunctionConfiguration		lambda:function	attach a malicious layer / env (NODE_OPTIONS, PYTHONPATH)
Existing-Glue-DevEndpoint	existing-role	glue:UpdateDevEndpoint		glue:devendpoint	replace SSH key of a dev endpoint
Existing-SageMaker-PresignedUrl	existing-role	sagemaker:CreatePresignedNotebookInstanceUrl		sagemaker:notebook-instance	open an existing notebook
Existing-SageMaker-Lifecycle	existing-role	sagemaker:CreateNotebookInstanceLifecycleConfig sagemaker:StopNotebookInstance sagemaker:UpdateNotebookInstance sagemaker:StartNotebookInstance		sagemaker:notebook-instance	run code through a lifecycle config
Existing-EC2-UserData	existing-role	ec2:ModifyInstanceAttribute ec2:StopInstances ec2:StartInstances		ec2:instance	replace user data, restart
Existing-EC2-LaunchTemplate	existing-role	ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate		ec2:launch-template	new default launch-template version
Existing-EC2-InstanceConnect	existing-role	ec2-instance-connect:SendSSHPublicKey		ec2:instance	push an SSH key (where port 22 is reached)
Existing-EC2-InstanceConnectDescribe	existing-role	ec2-instance-connect:SendSSHPublicKey ec2:DescribeInstances		ec2:instance	find an instance, push an SSH key (where port 22 is reached)
Existing-SSM-StartSession	existing-role	ssm:StartSession		ec2:instance	shell on an SSM-managed instance
Existing-SSM-SendCommand	existing-role	ssm:SendCommand		ec2:instance	run a command on an SSM-managed instance
Existing-ECS-Exec	existing-role	ecs:ExecuteCommand		ecs:task	shell in a running task
Existing-ECS-ExecDescribe	existing-role	ecs:ExecuteCommand ecs:DescribeTasks		ecs:task	find a running task, shell in it
Existing-CFN-UpdateStack	existing-role	cloudformation:UpdateStack		cloudformation:stack	new template under the stack's existing service role
Existing-CFN-ChangeSet	existing-role	cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet		cloudformation:stack	change set under the stack's existing service role
Existing-CodeBuild-StartBuild	existing-role	codebuild:StartBuild		codebuild:project	start a build with buildspec override
Existing-CodeBuild-StartBuildBatch	existing-role	codebuild:StartBuildBatch		codebuild:project	start a batch build with buildspec override
Existing-AppRunner-Update	existing-role	apprunner:UpdateService		apprunner:service	replace image/command of a service
Existing-Bedrock-CodeInterpreter	existing-role	bedrock-agentcore:StartCodeInterpreterSession bedrock-agentcore:InvokeCodeInterpreter			use an existing code interpreter's role
Existing-CodeStar-Template	existing-role	codestar:CreateProjectFromTemplate			undocumented CodeStar API (service retired 2024)
Existing-CodeStar-AssociateTeamMember	existing-role	codestar:CreateProject codestar:AssociateTeamMember			become owner of a CodeStar project (service retired 2024)
Existing-EKS-AccessEntry	existing-role	eks:CreateAccessEntry eks:AssociateAccessPolicy		eks:cluster	grant self cluster-admin on EKS
Existing-SSO-PermissionSet	existing-role	sso:PutInlinePolicyToPermissionSet|sso:AttachManagedPolicyToPermissionSet|sso:AttachCustomerManagedPolicyReferenceToPermissionSet			add policy to an Identity Center permission set held by self
Existing-SSO-AccountAssignment	existing-role	sso:CreateAccountAssignment			assign self a privileged permission set
"""####
}
